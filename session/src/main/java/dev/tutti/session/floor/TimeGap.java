package dev.tutti.session.floor;

import java.util.concurrent.TimeUnit;

/**
 * Notices that time jumped between two turns of a loop: the turn came much too late, or civil time moved without
 * monotonic time, as after a suspend (cluster.md E9, F7).
 */
public final class TimeGap {
    private static final long SHIFT_NS = TimeUnit.SECONDS.toNanos(1);

    private final long limitNs;
    private boolean begun;
    private long lastNs;
    private long lastWallMs;
    private long passedNs;
    private long passedWallMs;

    public TimeGap(long limitNs) {
        this.limitNs = limitNs;
    }

    /** Called at every turn; true when what was timed before this turn may not be trusted. */
    public boolean step(long nowNs, long wallMs) {
        passedNs = nowNs - lastNs;
        passedWallMs = wallMs - lastWallMs;
        boolean jumped = begun && (passedNs > limitNs || isShifted());
        begun = true;
        lastNs = nowNs;
        lastWallMs = wallMs;
        return jumped;
    }

    /** Between the last two turns, by monotonic time. */
    public long passedNs() {
        return passedNs;
    }

    /** Whether civil time went another way meanwhile: the machine slept, or somebody set its clock. */
    public boolean isShifted() {
        return isShifted(passedNs, passedWallMs);
    }

    /** Of the last turn, for people: which clock did what. */
    public String said() {
        long passedMs = TimeUnit.NANOSECONDS.toMillis(passedNs);
        return isShifted()
                ? "the machine's time moved by %d ms in %d ms".formatted(passedWallMs, passedMs)
                : "no turn for %d ms".formatted(passedMs);
    }

    /** Whether the two clocks went different ways. */
    static boolean isShifted(long passedNs, long passedWallMs) {
        return Math.abs(TimeUnit.MILLISECONDS.toNanos(passedWallMs) - passedNs) > SHIFT_NS;
    }
}
