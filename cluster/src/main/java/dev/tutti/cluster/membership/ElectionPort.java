package dev.tutti.cluster.membership;

import dev.tutti.cluster.Misfit;

/**
 * What an election needs of its node. All methods are called on the election's own thread and return at once; none throws.
 */
public interface ElectionPort {
    /** Sends to a direct peer, whether its link counts or not; it may be lost. */
    void send(long peerTag, ElectionMessage message);

    /**
     * Brings the term to the disk, with a full sync, and then calls {@link Election#persisted} or, when anything went
     * wrong, {@link Election#persistFailed}, on the election's thread. Never retried (cluster.md section 2).
     */
    void persist(long term);

    /** Whether anybody is attached here: without, a node that is alone does not lead. */
    boolean hasClients();

    /** Whether nobody talks, so that leadership may move. */
    boolean floorIsIdle();

    /** What that node said was not taken. */
    default void refused(long peerTag, Misfit kind, String detail) {}
}
