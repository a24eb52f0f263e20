package dev.tutti.cluster.relay;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.LongTable;
import dev.tutti.wire.VoiceFrameView;
import org.jspecify.annotations.Nullable;

/**
 * The highest fence of each channel that was seen here, by voice (F12) and by this node's own epoch (F2): what is below goes
 * no further. The thread of the datagrams, but for {@link #adopt}.
 */
final class FenceTable {
    static final int MAX_CHANNELS = 4_096;

    private final LongTable<Highest> byChannel = new LongTable<>(MAX_CHANNELS);
    private volatile Epoch adopted = Epoch.NONE;

    /** Kept as numbers: a frame's fence is compared and taken without an object. */
    private static final class Highest {
        private long term;
        private long leaderTag;
        private long leaseSeq;

        boolean isAbove(VoiceFrameView frame) {
            int byTerm = Long.compareUnsigned(frame.term(), term);
            if (byTerm != 0) {
                return byTerm < 0;
            }
            int byLeader = Long.compareUnsigned(frame.leaderTag(), leaderTag);
            return byLeader != 0 ? byLeader < 0 : Long.compareUnsigned(frame.leaseSeq(), leaseSeq) < 0;
        }

        void take(VoiceFrameView frame) {
            term = frame.term();
            leaderTag = frame.leaderTag();
            leaseSeq = frame.leaseSeq();
        }

        Fence fence() {
            return new Fence(term, leaderTag, leaseSeq);
        }
    }

    /** Any thread: every channel's fence is at least that epoch's from now on. */
    void adopt(Epoch epoch) {
        adopted = epoch;
    }

    /** Whether nothing higher was seen in its channel; lifts the channel's fence to the frame's when it is higher. */
    boolean admits(VoiceFrameView frame) {
        if (isPlain(frame)) {
            return true;
        }
        if (isBelow(frame, adopted)) {
            return false;
        }
        if (frame.channel() == 0) {
            return true;
        }
        Highest highest = byChannel.findOr(frame.channel(), _ -> new Highest());
        if (highest == null) {
            // Channels that were seen long ago make room: they are learnt again from the voice in them.
            byChannel.clear();
            return admits(frame);
        }
        if (highest.isAbove(frame)) {
            return false;
        }
        highest.take(frame);
        return true;
    }

    /** In a room without a floor nobody holds one. */
    private static boolean isPlain(VoiceFrameView frame) {
        return frame.channel() == 0 && frame.term() == 0 && frame.leaderTag() == 0;
    }

    private static boolean isBelow(VoiceFrameView frame, Epoch epoch) {
        int byTerm = Long.compareUnsigned(frame.term(), epoch.term());
        return byTerm != 0 ? byTerm < 0 : Long.compareUnsigned(frame.leaderTag(), epoch.leaderTag()) < 0;
    }

    /** The highest that is known of its channel, for who was refused. */
    Fence highest(VoiceFrameView frame) {
        @Nullable Highest highest = byChannel.find(frame.channel());
        Fence lifted = adopted.fence(0);
        Fence seen = highest == null ? Fence.NONE : highest.fence();
        return seen.isAbove(lifted) ? seen : lifted;
    }
}
