package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.LinkMessage.Hello;
import java.nio.ByteBuffer;

/**
 * Hears what happens on links. Called on the threads of the links, for one link one call at a time and {@code up} before
 * {@code received} before {@code down}; it must not block: post to a mailbox.
 */
public interface LinkListener {
    LinkListener NOBODY = new LinkListener() {};

    /** How a link ended. */
    enum Ending {
        /** The peer said good-bye, or we did. */
        GOODBYE,
        /** The connection closed without a word: the process is dead, or the way to it. */
        CLOSED,
        /** The peer was silent for too long. */
        SILENT,
        /** Another connection to the same node takes its place; {@code up} follows at once. */
        REPLACED
    }

    /** There is a link to that node; what is sent to it arrives in order, or the link ends. */
    default void up(NodeId peer, Hello hello) {}

    default void down(NodeId peer, Ending how) {}

    /** Nobody listens where that node was: its process is dead. Told again at every try to dial. */
    default void refused(NodeId peer) {}

    /** An envelope whose checksum is not yet looked at, the listener's own. */
    default void received(NodeId peer, ByteBuffer envelope) {}
}
