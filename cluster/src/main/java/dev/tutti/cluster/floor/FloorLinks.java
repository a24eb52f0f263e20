package dev.tutti.cluster.floor;

import dev.tutti.cluster.Misfit;
import dev.tutti.wire.Message;

/** The way to other nodes, for the floor of one session; called on the election's thread, returns at once, never throws. */
@FunctionalInterface
public interface FloorLinks {
    /** To that node, through others where there is no direct link; it may be lost. */
    void send(long toTag, Message message);

    /** What a node said was not taken. */
    default void refused(long from, Misfit kind, String detail) {}
}
