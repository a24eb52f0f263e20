package dev.tutti.node.replication;

import dev.tutti.foundation.Mailbox;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread "replication": does what is posted to it, in order, and its owner's work in between. */
final class LogThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeLog.class);
    private static final int MAILBOX = 8_192;

    private final Mailbox<Runnable> mailbox = new Mailbox<>(MAILBOX);
    /** What follows from a task, before the next one. */
    private final ArrayDeque<Runnable> soon = new ArrayDeque<>();

    private final LongSupplier untilWorkNs;
    private final Runnable work;
    private final Thread thread =
            Thread.ofPlatform().name("replication").daemon().unstarted(this::run);

    /**
     * @param untilWorkNs how long it may wait for something to do
     * @param work done at least so often
     */
    LogThread(LongSupplier untilWorkNs, Runnable work) {
        this.untilWorkNs = untilWorkNs;
        this.work = work;
    }

    void start() {
        thread.start();
    }

    /** Any thread; false when it is not done. */
    boolean post(Runnable task) {
        boolean posted = mailbox.post(task);
        if (!posted && !mailbox.isClosed()) {
            log.warn("The log's copying has too much to do; it goes on from what is said again");
        }
        return posted;
    }

    /** This thread only: after the task that runs. */
    void soon(Runnable task) {
        soon.add(task);
    }

    private void run() {
        try {
            while (!mailbox.isClosed()) {
                Runnable task = mailbox.take(untilWorkNs.getAsLong());
                for (; task != null; task = mailbox.poll()) {
                    guarded(task);
                    for (Runnable next = soon.poll(); next != null; next = soon.poll()) {
                        guarded(next);
                    }
                }
                guarded(work);
            }
        } catch (InterruptedException _) {
            log.debug("the log's copying stops");
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("The log's copying failed at one message; it goes on", e);
        }
    }

    @Override
    public void close() {
        mailbox.close();
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
