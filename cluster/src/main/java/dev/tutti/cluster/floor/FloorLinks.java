package dev.tutti.cluster.floor;

import dev.tutti.wire.Message;

/** The way to other nodes, for the floor of one session; called on the election's thread, returns at once, never throws. */
@FunctionalInterface
public interface FloorLinks {
    /** To that node, through others where there is no direct link; it may be lost. */
    void send(long toTag, Message message);
}
