package dev.tutti.gateway.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What still has to go out on one connection: bounded, in order, emptied by a virtual thread of its own.
 *
 * <p>Any thread offers and never waits. Of frames with the same key only the newest is kept while it has not left.
 */
public final class Outbox {
    private static final int AT_ONCE = 16;

    private final Socket socket;
    private final Limits limits;
    private final Runnable overflowed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private final Map<String, Entry> keyed = new HashMap<>();
    private long queuedBytes;
    private boolean bursting;
    private int allowedFrames;
    private long allowedBytes;
    private @Nullable Goodbye goodbye;
    private boolean finished;

    /**
     * Bounds.
     *
     * @param frames,bytes how much may wait
     * @param writeTimeoutMs how long a write may take before the reader counts as gone
     */
    public record Limits(int frames, long bytes, long writeTimeoutMs) {
        public static final Limits DEFAULT = new Limits(1024, 4L * 1024 * 1024, 10_000);
    }

    private record Goodbye(int code, String reason) {}

    /** A frame that waits; one with a key may be replaced, one with a supplier is encoded when its turn comes. */
    private static final class Entry {
        private final @Nullable String key;
        private @Nullable OutgoingFrame frame;
        private final @Nullable Supplier<OutgoingFrame> later;

        Entry(@Nullable String key, @Nullable OutgoingFrame frame, @Nullable Supplier<OutgoingFrame> later) {
            this.key = key;
            this.frame = frame;
            this.later = later;
        }

        long size() {
            return frame == null ? 0 : frame.bytes().length;
        }

        OutgoingFrame content() {
            if (frame != null) {
                return frame;
            }
            if (later == null) {
                throw new IllegalStateException("an entry without content");
            }
            return later.get();
        }
    }

    /** @param overflowed called once, when the reader is too slow; the connection is cut already */
    public Outbox(Socket socket, Limits limits, Runnable overflowed) {
        this.socket = socket;
        this.limits = limits;
        this.overflowed = overflowed;
    }

    public void start(String threadName) {
        Thread.ofVirtual().name(threadName).start(this::run);
    }

    public void offer(OutgoingFrame frame) {
        add(new Entry(null, frame, null));
    }

    /** A frame that is encoded on the connection's own thread, when everything before it has left. */
    public void offerLater(Supplier<OutgoingFrame> frame) {
        add(new Entry(null, null, frame));
    }

    /** Replaces the frame of the same key if it still waits; else as {@link #offer}. */
    public void offerLatest(String key, OutgoingFrame frame) {
        lock.lock();
        try {
            Entry waiting = keyed.get(key);
            if (waiting != null) {
                queuedBytes += frame.bytes().length - waiting.size();
                waiting.frame = frame;
                return;
            }
        } finally {
            lock.unlock();
        }
        add(new Entry(key, frame, null));
    }

    private void add(Entry entry) {
        boolean full = false;
        lock.lock();
        try {
            if (finished || goodbye != null) {
                return;
            }
            if (isFullFor(entry)) {
                full = true;
                stop();
            } else {
                queue.addLast(entry);
                queuedBytes += entry.size();
                if (entry.key != null) {
                    keyed.put(entry.key, entry);
                }
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (full) {
            socket.cut();
            overflowed.run();
        }
    }

    private boolean isFullFor(Entry entry) {
        return !bursting
                && (queue.size() >= limits.frames + allowedFrames
                        || queuedBytes + entry.size() > limits.bytes + allowedBytes);
    }

    /** What comes now is a start that the hub itself has bounded: it does not count against the reader. */
    public void beginBurst() {
        lock.lock();
        try {
            bursting = true;
        } finally {
            lock.unlock();
        }
    }

    /** From now on the reader has to keep up again; what is still here of the burst shrinks away. */
    public void endBurst() {
        lock.lock();
        try {
            bursting = false;
            allowedFrames = queue.size();
            allowedBytes = queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what waits, then closes. */
    public void closeAfter(int code, String reason) {
        lock.lock();
        try {
            if (goodbye == null) {
                goodbye = new Goodbye(code, reason);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The connection is gone: nothing more is sent. */
    public void discard() {
        lock.lock();
        try {
            stop();
        } finally {
            lock.unlock();
        }
    }

    /** Frames that wait. */
    public int depth() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    private void stop() {
        finished = true;
        queue.clear();
        keyed.clear();
        queuedBytes = 0;
        changed.signal();
    }

    private void run() {
        List<Entry> batch = take();
        while (!batch.isEmpty()) {
            if (!write(batch)) {
                discard();
                socket.cut();
                return;
            }
            batch = take();
        }
        Goodbye last = goodbye;
        if (last != null) {
            socket.close(last.code, last.reason);
        }
        discard();
    }

    /** The next frames; none when it is over. */
    private List<Entry> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && goodbye == null && !finished) {
                changed.awaitUninterruptibly();
            }
            var batch = new ArrayList<Entry>();
            while (!queue.isEmpty() && batch.size() < AT_ONCE) {
                Entry entry = queue.removeFirst();
                queuedBytes -= entry.size();
                if (entry.key != null) {
                    keyed.remove(entry.key, entry);
                }
                batch.add(entry);
            }
            allowedFrames = Math.min(allowedFrames, queue.size());
            allowedBytes = Math.min(allowedBytes, queuedBytes);
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private boolean write(List<Entry> batch) {
        var sent = new CountDownLatch(batch.size());
        var failed = new AtomicBoolean();
        Runnable fail = () -> {
            failed.set(true);
            sent.countDown();
        };
        for (int i = 0; i < batch.size(); i++) {
            boolean more = i + 1 < batch.size();
            socket.send(batch.get(i).content(), more, sent::countDown, fail);
        }
        try {
            return sent.await(limits.writeTimeoutMs, TimeUnit.MILLISECONDS) && !failed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
