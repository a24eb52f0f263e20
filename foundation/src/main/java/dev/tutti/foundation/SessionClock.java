package dev.tutti.foundation;

/**
 * Session time: the hub's media clock in microseconds, the same for every session, device and log entry. It never goes
 * back, also not over a restart of the hub. Thread-safe.
 */
@FunctionalInterface
public interface SessionClock {
    long nowUs();

    /** A clock that runs as that one does, ahead of it by so much. */
    static SessionClock ahead(NanoClock clock, long offsetNs) {
        return () -> Math.floorDiv(clock.nanoTime() + offsetNs, 1_000L);
    }
}
