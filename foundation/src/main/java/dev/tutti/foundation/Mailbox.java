package dev.tutti.foundation;

import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue to one owner thread: anybody posts, only the owner takes; a full or closed one refuses at once.
 *
 * @param <T> what is posted
 */
public final class Mailbox<T> {
    private final ArrayBlockingQueue<T> queue;
    private final int capacity;
    private volatile boolean closed;

    public Mailbox(int capacity) {
        this.capacity = capacity;
        queue = new ArrayBlockingQueue<>(capacity);
    }

    /** False when full or closed: the caller must tell its own caller, never wait. */
    public boolean post(T message) {
        if (closed || !queue.offer(message)) {
            return false;
        }
        // Closed meanwhile: whoever removes it answers for it, the owner or us.
        return !closed || !queue.remove(message);
    }

    /** The next message, waiting at most that long; null when none came. Owner thread only. */
    public @Nullable T take(long timeoutNs) throws InterruptedException {
        return queue.poll(timeoutNs, TimeUnit.NANOSECONDS);
    }

    /** The next message that is already here, or null. Owner thread only. */
    public @Nullable T poll() {
        return queue.poll();
    }

    /** Moves at most that many messages that are already here. Owner thread only. */
    public int drainTo(Collection<? super T> target, int max) {
        return queue.drainTo(target, max);
    }

    public int size() {
        return queue.size();
    }

    public int capacity() {
        return capacity;
    }

    /** From 0 (empty) to 1 (refuses). */
    public double fill() {
        return (double) queue.size() / capacity;
    }

    /** Refuses everything from now on; what is already here can still be taken. */
    public void close() {
        closed = true;
    }

    public boolean isClosed() {
        return closed;
    }
}
