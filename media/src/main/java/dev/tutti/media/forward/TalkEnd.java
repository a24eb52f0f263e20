package dev.tutti.media.forward;

import dev.tutti.rtp.OpusFrames;

/**
 * When one subscriber is owed silence: after the last packet of a talk spurt a jitter buffer invents more of the voice, for
 * 200 ms and longer, until a few silent frames tell it that nothing follows. Media loop only.
 */
final class TalkEnd {
    static final int FRAMES = 3;
    /** 20 ms of silence (RFC 6716: CELT, full band, one frame). */
    static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    /** The frames come in time with the loop's ticks and the packets that are dropped: a little early is in time. */
    private static final long SLACK_NS = 5_000_000L;

    private boolean talking;
    private int owed;
    private long dueNs;

    /** Voice was sent that sounds for so long. */
    void voice(long nowNs, int durationTicks) {
        talking = true;
        owed = 0;
        dueNs = nowNs + MediaTime.ns(durationTicks);
    }

    /** The voice ends here; true when somebody was talking. */
    boolean begin() {
        if (!talking) {
            return false;
        }
        talking = false;
        owed = FRAMES;
        return true;
    }

    /** Whether a silent frame is to be sent now; then it counts as sent. */
    boolean due(long nowNs) {
        return owed > 0 && nowNs - dueNs >= -SLACK_NS && next();
    }

    /** As {@link #due}, at once: nothing else will be sent later. */
    boolean next() {
        if (owed == 0) {
            return false;
        }
        owed--;
        dueNs += MediaTime.ns(OpusFrames.USUAL_TICKS);
        return true;
    }
}
