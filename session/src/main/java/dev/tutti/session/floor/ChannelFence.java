package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;

/** The highest fence seen in a channel at this node; written by the floor's thread, read by the media loop at each packet. */
public final class ChannelFence {
    private final ChannelId channelId;
    private final int slot;
    private volatile Fence highest = Fence.NONE;

    ChannelFence(ChannelId channelId, int slot) {
        this.channelId = channelId;
        this.slot = slot;
    }

    public ChannelId channelId() {
        return channelId;
    }

    /** F12, F6: whether voice of another node under that fence may be heard here; any thread, allocates nothing. */
    public boolean admits(long term, long leaderTag, long leaseSeq) {
        return highest.compareTo(term, leaderTag, leaseSeq) <= 0;
    }

    /** Whether that is one of the channels it listens to; any thread. */
    public boolean isHeardBy(FloorEar ear) {
        return (bit() & ear.channels()) != 0;
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
