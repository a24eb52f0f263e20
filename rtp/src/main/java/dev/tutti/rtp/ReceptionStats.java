package dev.tutti.rtp;

/** What a receiver counts of one stream for its reports (RFC 3550 sections 6.4.1 and appendix A). */
public final class ReceptionStats {
    /** A sequence number further ahead than this begins a new count instead of a great loss. */
    private static final int MAX_JUMP = 3000;

    private final int clockRateHz;
    private long base = -1;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long lastTransit;
    private double jitter;

    public ReceptionStats(int clockRateHz) {
        this.clockRateHz = clockRateHz;
    }

    /** Counts a packet that has been authenticated and is no duplicate; returns its extended sequence number. */
    public long received(int sequence, long timestamp, long arrivalNs) {
        long extended;
        if (base < 0) {
            extended = 0x1_0000L + sequence;
            restart(extended);
        } else {
            extended = Serial.extend16(highest, sequence);
            if (Math.abs(extended - highest) > MAX_JUMP) {
                extended = (highest & ~0xFFFFL) + 0x1_0000L + sequence;
                restart(extended);
            }
        }
        long transit = arrivalTicks(arrivalNs) - timestamp;
        if (received > 0) {
            int change = Math.abs(Serial.difference32(transit, lastTransit));
            // A jump of more than a second is a restarted clock, not jitter.
            if (change < clockRateHz) {
                jitter += (change - jitter) / 16;
            }
        }
        lastTransit = transit;
        received++;
        highest = Math.max(highest, extended);
        return extended;
    }

    private void restart(long extended) {
        base = extended;
        highest = extended;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
    }

    private long arrivalTicks(long arrivalNs) {
        long seconds = arrivalNs / 1_000_000_000L;
        return seconds * clockRateHz + (arrivalNs - seconds * 1_000_000_000L) * clockRateHz / 1_000_000_000L;
    }

    public long highest() {
        return highest;
    }

    public long packets() {
        return received;
    }

    public long lost() {
        return base < 0 ? 0 : Math.max(0, highest - base + 1 - received);
    }

    public double jitterMs() {
        return jitter * 1000 / clockRateHz;
    }

    /** Fills sequence, loss and jitter into a report block and begins the next report interval. */
    public void report(ReportBlock block) {
        long expected = highest - base + 1;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        block.fractionLost = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        block.cumulativeLost = Math.clamp(expected - received, -0x80_0000, 0x7F_FFFF);
        block.highestSequence = highest & 0xFFFF_FFFFL;
        block.jitter = (long) jitter;
    }
}
