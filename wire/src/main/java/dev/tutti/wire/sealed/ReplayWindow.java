package dev.tutti.wire.sealed;

import java.util.Arrays;

/** Which counters have been seen, in a ring of bits (RFC 6479); exact for the last {@link #SIZE} of them. */
final class ReplayWindow {
    private static final int WORDS = 64;
    /** One word of the ring is always being cleared. */
    static final int SIZE = (WORDS - 1) * Long.SIZE;

    private final long[] ring = new long[WORDS];
    /** One more than the highest seen. */
    private long next;

    boolean isOld(long counter) {
        return next - counter > SIZE;
    }

    boolean isSeen(long counter) {
        return counter < next && (word(counter) & bit(counter)) != 0;
    }

    /** Only a counter that is neither old nor seen, and only once its packet has been proved. */
    void mark(long counter) {
        if (counter >= next) {
            advance(counter);
        }
        ring[index(counter)] |= bit(counter);
    }

    private void advance(long counter) {
        long words = (counter >>> 6) - ((next - 1) >> 6);
        if (words >= WORDS) {
            Arrays.fill(ring, 0);
        } else {
            for (long i = 0; i < words; i++) {
                ring[index(counter - (i << 6))] = 0;
            }
        }
        next = counter + 1;
    }

    private long word(long counter) {
        return ring[index(counter)];
    }

    private static int index(long counter) {
        return (int) (counter >>> 6) & (WORDS - 1);
    }

    private static long bit(long counter) {
        return 1L << counter;
    }
}
