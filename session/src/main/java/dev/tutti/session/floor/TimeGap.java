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

    public TimeGap(long limitNs) {
        this.limitNs = limitNs;
    }

    /** Called at every turn; true when what was timed before this turn may not be trusted. */
    public boolean step(long nowNs, long wallMs) {
        long passedNs = nowNs - lastNs;
        boolean jumped = begun && (passedNs > limitNs || isShifted(passedNs, wallMs - lastWallMs));
        begun = true;
        lastNs = nowNs;
        lastWallMs = wallMs;
        return jumped;
    }

    /** Whether the two clocks went different ways. */
    static boolean isShifted(long passedNs, long passedWallMs) {
        return Math.abs(TimeUnit.MILLISECONDS.toNanos(passedWallMs) - passedNs) > SHIFT_NS;
    }
}
