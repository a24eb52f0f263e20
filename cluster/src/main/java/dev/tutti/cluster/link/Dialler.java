package dev.tutti.cluster.link;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps a link to one target: dials while there is none, waits while there is one. Owns one virtual thread. */
final class Dialler {
    private static final int CONNECT_MS = 3_000;
    /** So much later the other end dials again, too: by then there is a link, if there is anybody. */
    private static final int SECOND_MS = 120;

    private final Target target;
    private final boolean eager;
    private final Backoff backoff;
    private final NanoClock clock;
    private final Work work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean woken;
    private volatile boolean closed;
    private volatile String lastFailure = "";
    private @Nullable Thread thread;

    /** What the dialler leaves to others. */
    interface Work {
        /** The link to that node, if there is one. */
        @Nullable Link linked(NodeId node);

        /** Greets over that socket; the link that there is then, also one that was there before. */
        Link greet(Socket socket, Target target) throws IOException;

        /** A try failed; nobody listened there when {@code refused}. */
        void failed(Target target, IOException why, boolean refused);
    }

    /** @param eager dials at once; of two nodes one is, so that they seldom dial each other at the same moment */
    Dialler(Target target, boolean eager, Backoff backoff, NanoClock clock, Work work) {
        this.target = target;
        this.eager = eager;
        this.backoff = backoff;
        this.clock = clock;
        this.work = work;
    }

    void start() {
        thread = Thread.ofVirtual().name("link-dial-" + target.key()).start(this::run);
    }

    Target target() {
        return target;
    }

    /** Why the newest try failed; empty when it did not. */
    String lastFailure() {
        return lastFailure;
    }

    /** There is news: a try at once, instead of waiting. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        var known = target.node();
        try {
            if (!eager) {
                rest(backoff.waitMs());
            }
            while (!closed) {
                var link = known.isPresent() ? work.linked(known.get()) : null;
                if (link == null) {
                    link = dial();
                }
                if (link == null) {
                    rest(backoff.waitMs());
                    continue;
                }
                known = Optional.of(link.peer());
                lastFailure = "";
                long sinceNs = clock.nanoTime();
                link.awaitEnd();
                backoff.held(TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - sinceNs));
                if (work.linked(link.peer()) == null) {
                    rest(backoff.waitMs() + (eager ? 0 : SECOND_MS));
                }
            }
        } catch (InterruptedException _) {
            // closed
        }
    }

    private @Nullable Link dial() {
        boolean refused = false;
        IOException failure = new ConnectException("no address is known");
        for (var address : target.addresses().get()) {
            if (closed) {
                return null;
            }
            var socket = new Socket();
            try {
                connect(socket, address);
                return work.greet(socket, target);
            } catch (ConnectException e) {
                Deadlines.closeQuietly(socket);
                refused = true;
                failure = e;
            } catch (IOException e) {
                Deadlines.closeQuietly(socket);
                failure = e;
            }
        }
        lastFailure = String.valueOf(failure.getMessage());
        work.failed(target, failure, refused);
        return null;
    }

    private static void connect(Socket socket, InetSocketAddress address) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(address, CONNECT_MS);
    }

    private void rest(long ms) throws InterruptedException {
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(ms);
            while (!woken && !closed && leftNs > 0) {
                leftNs = changed.awaitNanos(leftNs);
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }
}
