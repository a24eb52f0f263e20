package dev.tutti.media.forward;

/** Packets that wait for the gate's decision, in sequence order: at most a second and at most a hundred of them. */
final class PreRoll {
    static final int MAX_PACKETS = 100;
    static final long MAX_AGE_NS = 1_000_000_000L;
    private static final int GRAIN = 128;

    private final Held[] held = new Held[MAX_PACKETS];
    private int count;

    PreRoll() {
        for (int i = 0; i < MAX_PACKETS; i++) {
            held[i] = new Held();
        }
    }

    /** One packet as it came. */
    static final class Held {
        byte[] bytes = new byte[0];
        int length;
        long sequence;
        long arrivalNs;

        private void set(byte[] packet, int offset, int size) {
            if (bytes.length < size) {
                bytes = new byte[(size + GRAIN - 1) / GRAIN * GRAIN];
            }
            System.arraycopy(packet, offset, bytes, 0, size);
            length = size;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    Held get(int index) {
        return held[index];
    }

    void add(byte[] packet, int offset, int length, long sequence, long arrivalNs) {
        expire(arrivalNs);
        if (count == MAX_PACKETS) {
            removeFirst();
        }
        var slot = held[count];
        slot.set(packet, offset, length);
        slot.sequence = sequence;
        slot.arrivalNs = arrivalNs;
        int at = count++;
        while (at > 0 && held[at - 1].sequence > sequence) {
            held[at] = held[at - 1];
            held[--at] = slot;
        }
    }

    /** Forgets what has waited for longer than the bound. */
    void expire(long nowNs) {
        while (count > 0 && nowNs - held[0].arrivalNs > MAX_AGE_NS) {
            removeFirst();
        }
    }

    private void removeFirst() {
        var first = held[0];
        System.arraycopy(held, 1, held, 0, count - 1);
        held[--count] = first;
    }

    void clear() {
        count = 0;
    }
}
