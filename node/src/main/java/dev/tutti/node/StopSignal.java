package dev.tutti.node;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns SIGTERM and Ctrl-C into an orderly stop: the process ends with 0 when it was one, within a few seconds in any case. */
final class StopSignal {
    private static final long WAIT_S = 5;

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    /** Until a signal comes. */
    void await() {
        try {
            told.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is closed. */
    void stopped() {
        stopped.countDown();
    }

    private void stop() {
        if (stopped.getCount() == 0) {
            return; // the program ends by itself, with its own exit code
        }
        told.countDown();
        try {
            Runtime.getRuntime().halt(stopped.await(WAIT_S, TimeUnit.SECONDS) ? 0 : 1);
        } catch (InterruptedException _) {
            Runtime.getRuntime().halt(1);
        }
    }
}
