package dev.tutti.media.transport;

import java.util.Arrays;

/** The last packets of one stream exactly as they were sent, for when the subscriber asks again. */
public final class ResendRing {
    private static final int SLOTS = 64;
    private static final int GRAIN = 64;

    private final byte[][] packets = new byte[SLOTS][];
    /** Sequence number and length of each, in one word: storing touches little memory, as it happens for every listener. */
    private final int[] kept = new int[SLOTS];

    private final int[] resent = new int[SLOTS];
    private final long[] resentNs = new long[SLOTS];

    public ResendRing() {
        Arrays.fill(resent, -1);
        Arrays.fill(packets, new byte[0]);
    }

    void store(int sequence, byte[] bytes, int length) {
        int slot = sequence % SLOTS;
        if (packets[slot].length < length) {
            packets[slot] = new byte[(length + GRAIN - 1) / GRAIN * GRAIN];
        }
        System.arraycopy(bytes, 0, packets[slot], 0, length);
        kept[slot] = sequence << 16 | length;
    }

    /** The slot of a packet that is still here and was not sent again within the last {@code quietNs}, or −1. */
    int take(int sequence, long nowNs, long quietNs) {
        int slot = sequence % SLOTS;
        boolean stored = kept[slot] >>> 16 == sequence && length(slot) > 0;
        if (!stored || (resent[slot] == sequence && nowNs - resentNs[slot] < quietNs)) {
            return -1;
        }
        resent[slot] = sequence;
        resentNs[slot] = nowNs;
        return slot;
    }

    byte[] bytes(int slot) {
        return packets[slot];
    }

    int length(int slot) {
        return kept[slot] & 0xFFFF;
    }
}
