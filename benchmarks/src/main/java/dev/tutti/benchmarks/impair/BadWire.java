package dev.tutti.benchmarks.impair;

import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A UDP proxy with a pair of sockets for each client; its own thread sends what is due. */
public final class BadWire implements AutoCloseable {
    private static final int MAX_DATAGRAM = 2048;
    private static final long NS_PER_MS = 1_000_000;

    private final WireProfile profile;
    private final NanoClock clock;
    private final SplittableRandom random;
    private final Selector selector;
    private final ConcurrentLinkedQueue<Pair> opened = new ConcurrentLinkedQueue<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>((a, b) -> a.dueNs != b.dueNs ? Long.compare(a.dueNs, b.dueNs) : a.order - b.order);
    private final Thread thread;
    private int order;
    private volatile boolean closed;

    @SuppressWarnings("ArrayRecordComponent") // sent once
    private record Waiting(long dueNs, int order, DatagramChannel from, InetSocketAddress to, byte[] bytes) {}

    /** The socket that a client sees, and the one that the hub sees. */
    private static final class Pair {
        private final DatagramChannel inner;
        private final DatagramChannel outer;
        private final InetSocketAddress hub;
        private final WireDraw up;
        private final WireDraw down;
        private @Nullable InetSocketAddress client;

        Pair(DatagramChannel inner, DatagramChannel outer, InetSocketAddress hub, WireDraw up, WireDraw down) {
            this.inner = inner;
            this.outer = outer;
            this.hub = hub;
            this.up = up;
            this.down = down;
        }
    }

    public BadWire(WireProfile profile, NanoClock clock, long seed) throws IOException {
        this.profile = profile;
        this.clock = clock;
        random = new SplittableRandom(seed);
        selector = Selector.open();
        thread = Thread.ofPlatform().name("bad-wire").daemon().start(this::run);
    }

    /** Where a client has to send what is meant for the hub; the hub itself where nothing is between. */
    public synchronized InetSocketAddress through(InetSocketAddress hub) {
        if (profile == WireProfile.NONE) {
            return hub;
        }
        try {
            long nowNs = clock.nanoTime();
            var pair = new Pair(
                    open(InetAddress.getLoopbackAddress()),
                    open(InetAddress.ofLiteral("0.0.0.0")),
                    hub,
                    new WireDraw(profile, random.split(), nowNs),
                    new WireDraw(profile, random.split(), nowNs));
            opened.add(pair);
            selector.wakeup();
            return (InetSocketAddress) pair.inner.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatagramChannel open(InetAddress address) throws IOException {
        var channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(address, 0));
        return channel;
    }

    private void run() {
        var buffer = ByteBuffer.allocate(MAX_DATAGRAM);
        try {
            while (!closed) {
                register();
                long nowNs = clock.nanoTime();
                Waiting next = waiting.peek();
                long waitMs = next == null ? 100 : Math.max(1, (next.dueNs - nowNs) / NS_PER_MS);
                selector.select(key -> take(key, buffer), waitMs);
                sendDue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the bad wire broke", e);
        } finally {
            pairs.forEach(BadWire::close);
        }
    }

    private void register() throws IOException {
        for (Pair pair = opened.poll(); pair != null; pair = opened.poll()) {
            pairs.add(pair);
            pair.inner.register(selector, SelectionKey.OP_READ, pair);
            pair.outer.register(selector, SelectionKey.OP_READ, pair);
        }
    }

    private void take(SelectionKey key, ByteBuffer buffer) {
        var pair = (Pair) key.attachment();
        var channel = (DatagramChannel) key.channel();
        try {
            for (var from = receive(channel, buffer); from != null; from = receive(channel, buffer)) {
                boolean up = channel.equals(pair.inner);
                if (up) {
                    pair.client = from;
                }
                InetSocketAddress to = up ? pair.hub : pair.client;
                long dueNs = (up ? pair.up : pair.down).dueNs(clock.nanoTime());
                if (to != null && dueNs != WireDraw.LOST) {
                    var bytes = new byte[buffer.flip().remaining()];
                    buffer.get(bytes);
                    waiting.add(new Waiting(dueNs, order++, up ? pair.outer : pair.inner, to, bytes));
                }
            }
        } catch (IOException _) {
            // An answer that nobody listened for any more (ICMP); the next datagram goes on.
        }
    }

    private static @Nullable InetSocketAddress receive(DatagramChannel channel, ByteBuffer buffer) throws IOException {
        return (InetSocketAddress) channel.receive(buffer.clear());
    }

    private void sendDue() {
        long nowNs = clock.nanoTime();
        for (Waiting next = waiting.peek(); next != null && next.dueNs <= nowNs; next = waiting.peek()) {
            waiting.remove();
            try {
                next.from.send(ByteBuffer.wrap(next.bytes), next.to);
            } catch (IOException _) {
                // The other end is gone.
            }
        }
    }

    private static void close(Pair pair) {
        try {
            pair.inner.close();
            pair.outer.close();
        } catch (IOException _) {
            // over anyhow
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        selector.close();
    }
}
