package dev.tutti.foundation;

/** Monotonic time in nanoseconds from an arbitrary origin; the only clock that leases and media may use. */
@FunctionalInterface
public interface NanoClock {
    long nanoTime();

    static NanoClock system() {
        return System::nanoTime;
    }
}
