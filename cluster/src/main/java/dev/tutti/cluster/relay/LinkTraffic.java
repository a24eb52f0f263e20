package dev.tutti.cluster.relay;

import java.util.concurrent.atomic.LongAdder;

/** What voice passed one link, and what became of it; any thread counts, any thread reads. */
public final class LinkTraffic {
    private static final int NACKS_A_SECOND = 5;
    private static final long SECOND_NS = 1_000_000_000L;

    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder offPath = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private long nackSecondNs;
    private int nacks;

    /**
     * The counts at one moment.
     *
     * @param duplicates came already, by this way or another
     * @param late too far behind the newest of their stream
     * @param stale below the highest fence
     * @param offPath from a node that is not on the way
     */
    public record Counts(
            long sent,
            long sentBytes,
            long unsent,
            long received,
            long receivedBytes,
            long duplicates,
            long late,
            long stale,
            long offPath,
            long malformed) {}

    public Counts counts() {
        return new Counts(
                sent.sum(),
                sentBytes.sum(),
                unsent.sum(),
                received.sum(),
                receivedBytes.sum(),
                duplicates.sum(),
                late.sum(),
                stale.sum(),
                offPath.sum(),
                malformed.sum());
    }

    void sent(boolean taken, int bytes) {
        if (taken) {
            sent.increment();
            sentBytes.add(bytes);
        } else {
            unsent.increment();
        }
    }

    void received(int bytes) {
        received.increment();
        receivedBytes.add(bytes);
    }

    void duplicate() {
        duplicates.increment();
    }

    void late() {
        late.increment();
    }

    void stale() {
        stale.increment();
    }

    void offPath() {
        offPath.increment();
    }

    void malformed() {
        malformed.increment();
    }

    /** Whether one more NACK may go to this peer in this second; the thread of the datagrams only. */
    boolean mayNack(long nowNs) {
        if (nacks == 0 || nowNs - nackSecondNs >= SECOND_NS) {
            nackSecondNs = nowNs;
            nacks = 0;
        }
        return nacks++ < NACKS_A_SECOND;
    }
}
