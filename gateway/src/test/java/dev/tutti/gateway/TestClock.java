package dev.tutti.gateway;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it. */
final class TestClock implements NanoClock, WallClock {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private final AtomicLong nowNs = new AtomicLong();

    void advance(Duration by) {
        nowNs.addAndGet(by.toNanos());
    }

    /** Session time begins where civil time does. */
    SessionClock session() {
        return SessionClock.ahead(this, START.toEpochMilli() * 1_000_000);
    }

    @Override
    public long nanoTime() {
        return nowNs.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nowNs.get());
    }
}
