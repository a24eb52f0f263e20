package dev.tutti.simulator;

import java.time.Instant;

/** The clocks of one machine: a monotonic one that drifts and stands still in sleep, a civil one that is set at will. */
final class NodeClock {
    private final VirtualTime time;
    private final double rate;
    private final long originNs;
    private long sleptNs;
    private long asleepSinceNs = -1;
    private long wokeNs = -1;
    private long wallShiftMs;

    NodeClock(VirtualTime time, double driftPpm, long originNs) {
        this.time = time;
        this.originNs = originNs;
        rate = 1 + driftPpm / 1e6;
    }

    long monotonicNs() {
        long until = asleepSinceNs >= 0 ? asleepSinceNs : time.nowNs();
        return originNs + (long) ((until - sleptNs) * rate);
    }

    long wallMs() {
        return 1_800_000_000_000L + time.nowNs() / 1_000_000 + wallShiftMs;
    }

    Instant wall() {
        return Instant.ofEpochMilli(wallMs());
    }

    void setWall(long shiftMs) {
        wallShiftMs += shiftMs;
    }

    boolean isAsleep() {
        return asleepSinceNs >= 0;
    }

    void sleep() {
        asleepSinceNs = time.nowNs();
    }

    void wake() {
        sleptNs += time.nowNs() - asleepSinceNs;
        asleepSinceNs = -1;
        wokeNs = time.nowNs();
    }

    /** When it last woke, in true time; -1 when it never slept. */
    long wokeNs() {
        return wokeNs;
    }
}
