package dev.tutti.node.v1;

import dev.tutti.wire.v1.V1Encoder;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What still has to go out to one v1 peer: bounded, in order, written by a virtual thread of its own. Voice that has waited
 * too long is left out; a peer that does not even take words is cut.
 */
final class V1Outbox {
    static final int MAX_VOICE = 25;
    static final int MAX_WORDS = 256;

    private final Socket socket;
    private final Runnable overflowed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<V1Message> queue = new ArrayDeque<>();
    private int voice;
    private boolean closed;

    /** @param overflowed called once, when the peer does not read */
    V1Outbox(Socket socket, Runnable overflowed) {
        this.socket = socket;
        this.overflowed = overflowed;
    }

    void start(String name) {
        Thread.ofVirtual().name(name).start(this::run);
    }

    /** Any thread, never waits. */
    void offer(V1Message message) {
        boolean full = false;
        lock.lock();
        try {
            boolean isVoice = message instanceof V1Message.Audio;
            if (closed || (isVoice && voice >= MAX_VOICE)) {
                return;
            }
            if (queue.size() - voice >= MAX_WORDS) {
                full = true;
                closed = true;
            } else {
                queue.add(message);
                voice += isVoice ? 1 : 0;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (full) {
            overflowed.run();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            var out = socket.getOutputStream();
            for (V1Message next = take(); next != null; next = take()) {
                var frame = V1Encoder.encode(next);
                out.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
            }
        } catch (IOException _) {
            overflowed.run();
        }
    }

    private @Nullable V1Message take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return null;
            }
            V1Message next = queue.remove();
            voice -= next instanceof V1Message.Audio ? 1 : 0;
            return next;
        } finally {
            lock.unlock();
        }
    }
}
