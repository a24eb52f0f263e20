package dev.tutti.media.transport;

import java.util.Arrays;

/** The last packets of one stream exactly as they were sent, for when the subscriber asks again. */
public final class ResendRing {
    private static final int SLOTS = 64;
    private static final int GRAIN = 64;

    private final byte[][] packets = new byte[SLOTS][];
    private final int[] lengths = new int[SLOTS];
    private final int[] sequences = new int[SLOTS];
    private final long[] resentNs = new long[SLOTS];

    public ResendRing() {
        Arrays.fill(sequences, -1);
        Arrays.fill(packets, new byte[0]);
    }

    void store(int sequence, byte[] bytes, int length) {
        int slot = sequence % SLOTS;
        if (packets[slot].length < length) {
            packets[slot] = new byte[(length + GRAIN - 1) / GRAIN * GRAIN];
        }
        System.arraycopy(bytes, 0, packets[slot], 0, length);
        lengths[slot] = length;
        sequences[slot] = sequence;
        resentNs[slot] = 0;
    }

    /** The slot of a packet that is still here and was not sent again within the last {@code quietNs}, or −1. */
    int take(int sequence, long nowNs, long quietNs) {
        int slot = sequence % SLOTS;
        if (sequences[slot] != sequence || (resentNs[slot] != 0 && nowNs - resentNs[slot] < quietNs)) {
            return -1;
        }
        resentNs[slot] = nowNs;
        return slot;
    }

    byte[] bytes(int slot) {
        return packets[slot];
    }

    int length(int slot) {
        return lengths[slot];
    }
}
