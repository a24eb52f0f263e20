package dev.tutti.foundation;

import java.time.Instant;

/** Civil time, for timestamps people read and for certificates; never for leases. */
@FunctionalInterface
public interface WallClock {
    Instant now();

    static WallClock system() {
        return Instant::now;
    }
}
