package dev.tutti.media.room;

import dev.tutti.foundation.NanoClock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one room: runs what was posted, one after the other, and a tick every so often. */
final class RoomLoop {
    static final int CAPACITY = 4096;
    static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);

    /** What is due by time. */
    interface Ticker {
        void tick(long nowNs);
    }

    private final ArrayBlockingQueue<Runnable> tasks = new ArrayBlockingQueue<>(CAPACITY);
    private final NanoClock clock;
    private final String name;
    private volatile boolean running = true;

    RoomLoop(String name, NanoClock clock) {
        this.name = name;
        this.clock = clock;
    }

    void start(Ticker ticker) {
        Thread.ofVirtual().name("room-" + name).start(() -> run(ticker));
    }

    /** False when the mailbox is full or the room is over: the task was not taken. */
    boolean post(Runnable task) {
        return running && tasks.offer(task);
    }

    /** Ends the thread after what was posted before. */
    void stop() {
        running = false;
        tasks.offer(() -> {});
    }

    private void run(Ticker ticker) {
        long nextTickNs = clock.nanoTime() + TICK_NS;
        while (running || !tasks.isEmpty()) {
            try {
                var task = tasks.poll(nextTickNs - clock.nanoTime(), TimeUnit.NANOSECONDS);
                if (task != null) {
                    guarded(task);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long nowNs = clock.nanoTime();
            if (nowNs >= nextTickNs && running) {
                nextTickNs = nowNs + TICK_NS;
                guarded(() -> ticker.tick(nowNs));
            }
        }
    }

    /** One bad request must not end the room for everybody. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("Room {}: a task failed", name, e);
        }
    }
}
