package dev.tutti.session.floor;

import dev.tutti.foundation.Fence;

/** The highest fence seen in a channel at this node; written by the floor's thread, read by the media loop. */
final class ChannelFence {
    private final int slot;
    private volatile Fence highest = Fence.NONE;

    ChannelFence(int slot) {
        this.slot = slot;
    }

    Fence highest() {
        return highest;
    }

    void lift(Fence seen) {
        if (seen.isAbove(highest)) {
            highest = seen;
        }
    }

    /** The channel as one bit of a set. */
    long bit() {
        return 1L << slot;
    }
}
