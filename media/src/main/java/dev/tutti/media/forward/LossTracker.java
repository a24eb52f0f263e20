package dev.tutti.media.forward;

import dev.tutti.rtp.RtcpWriter;

/** Remembers which packets of a publisher are missing and when they were asked for again. */
final class LossTracker {
    private static final int SLOTS = 32;
    /** Reordered packets get this long to arrive by themselves. */
    private static final long PATIENCE_NS = 15_000_000L;

    private static final long AGAIN_NS = 70_000_000L;
    /** Later than this no jitter buffer can use the packet. */
    private static final long GIVE_UP_NS = 250_000_000L;

    private final long[] missing = new long[SLOTS];
    private final long[] noticedNs = new long[SLOTS];
    private final long[] askedNs = new long[SLOTS];
    private int count;

    /** A gap before {@code sequence}: everything after {@code highest} is missing. */
    void gap(long highest, long sequence, long nowNs) {
        for (long lost = Math.max(highest + 1, sequence - SLOTS); lost < sequence; lost++) {
            if (count == SLOTS) {
                remove(0);
            }
            missing[count] = lost;
            noticedNs[count] = nowNs;
            askedNs[count++] = 0;
        }
    }

    void arrived(long sequence) {
        for (int i = 0; i < count; i++) {
            if (missing[i] == sequence) {
                remove(i);
                return;
            }
        }
    }

    void clear() {
        count = 0;
    }

    private void remove(int index) {
        count--;
        System.arraycopy(missing, index + 1, missing, index, count - index);
        System.arraycopy(noticedNs, index + 1, noticedNs, index, count - index);
        System.arraycopy(askedNs, index + 1, askedNs, index, count - index);
    }

    /** Writes a NACK for what is due; false when nothing is. */
    boolean write(RtcpWriter rtcp, long senderSsrc, long mediaSsrc, long nowNs) {
        boolean opened = false;
        for (int i = 0; i < count; i++) {
            long age = nowNs - noticedNs[i];
            if (age > GIVE_UP_NS) {
                remove(i--);
                continue;
            }
            boolean due = askedNs[i] == 0 ? age >= PATIENCE_NS : nowNs - askedNs[i] >= AGAIN_NS;
            if (due) {
                if (!opened) {
                    rtcp.nack(senderSsrc, mediaSsrc);
                    opened = true;
                }
                rtcp.nackEntry((int) missing[i] & 0xFFFF, 0);
                askedNs[i] = nowNs;
            }
        }
        return opened;
    }
}
