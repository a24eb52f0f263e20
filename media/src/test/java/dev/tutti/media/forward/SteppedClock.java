package dev.tutti.media.forward;

import dev.tutti.foundation.NanoClock;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, and whatever a test adds to it. */
public final class SteppedClock implements NanoClock {
    private final NanoClock system = NanoClock.system();
    private final AtomicLong addedNs = new AtomicLong();

    @Override
    public long nanoTime() {
        return system.nanoTime() + addedNs.get();
    }

    public void advanceMs(long ms) {
        addedNs.addAndGet(ms * 1_000_000);
    }
}
