package dev.tutti.media.srtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The streams of one direction by SSRC: a bounded open-addressing table that allocates only when a stream is added. */
final class StreamTable {
    private final int maxStreams;
    private @Nullable StreamState[] slots = new StreamState[8];
    private int count;

    StreamTable(int maxStreams) {
        this.maxStreams = maxStreams;
    }

    @Nullable StreamState find(long ssrc) {
        int mask = slots.length - 1;
        for (int i = hash(ssrc) & mask; ; i = (i + 1) & mask) {
            var state = slots[i];
            if (state == null || state.ssrc == ssrc) {
                return state;
            }
        }
    }

    /** Adds a stream; false when there are too many. */
    boolean add(StreamState state) {
        if (count == maxStreams) {
            return false;
        }
        if (2 * (count + 1) > slots.length) {
            var old = slots;
            slots = new StreamState[old.length * 2];
            Arrays.stream(old).filter(s -> s != null).forEach(this::place);
        }
        place(state);
        count++;
        return true;
    }

    private void place(@Nullable StreamState state) {
        if (state == null) {
            return;
        }
        int mask = slots.length - 1;
        int i = hash(state.ssrc) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = state;
    }

    private static int hash(long ssrc) {
        int mixed = (int) ssrc * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
