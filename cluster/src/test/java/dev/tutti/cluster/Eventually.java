package dev.tutti.cluster;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread brings about; fails when it does not come, on however slow a machine. */
public final class Eventually {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long LOOK_EVERY_MS = 5;

    private Eventually() {}

    public static void holds(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        var never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NS) {
                throw new AssertionError("It never came to pass: " + what);
            }
            try {
                if (never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("nobody counts it down");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
