package dev.tutti.cluster.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Envelopes that wait for one link's writing thread; bounded in number and in bytes. */
final class Outbox {
    static final int MAX_ENVELOPES = 2_048;
    static final int MAX_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    private boolean finished;
    private boolean closed;

    /** What became of an envelope. */
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    Offer offer(byte[] envelope) {
        lock.lock();
        try {
            if (finished || closed) {
                return Offer.CLOSED;
            }
            if (waiting.size() >= MAX_ENVELOPES || bytes + envelope.length > MAX_BYTES) {
                return Offer.FULL;
            }
            add(envelope);
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** The last one; what waits before it goes first. */
    void finish(byte[] envelope) {
        lock.lock();
        try {
            if (!finished && !closed) {
                add(envelope);
                finished = true;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits. */
    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next one, waiting at most that long; null when none came or none will. Writing thread only. */
    byte @Nullable [] take(long waitMs) throws InterruptedException {
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(waitMs);
            while (waiting.isEmpty() && !finished && !closed && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
            byte[] next = waiting.poll();
            if (next != null) {
                bytes -= next.length;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    boolean isEmpty() {
        lock.lock();
        try {
            return waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing will come any more. */
    boolean isClosed() {
        lock.lock();
        try {
            return closed || (finished && waiting.isEmpty());
        } finally {
            lock.unlock();
        }
    }

    private void add(byte[] envelope) {
        waiting.add(envelope);
        bytes += envelope.length;
        changed.signal();
    }
}
