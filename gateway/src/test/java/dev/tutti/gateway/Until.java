package dev.tutti.gateway;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread does, and gives up after a long time. */
final class Until {
    private static final int TRIES = 2_000;
    private static final long BETWEEN_NS = 5_000_000;

    private Until() {}

    static void holds(BooleanSupplier condition) {
        for (int i = 0; i < TRIES; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(BETWEEN_NS);
        }
        throw new AssertionError("it never came true");
    }
}
