package dev.tutti.benchmarks.client;

import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One platform thread that reads any number of WebSockets, so that the client's own threads do not blur what is measured. */
public final class WebSocketLoop implements AutoCloseable {
    private static final int MAX_HANDSHAKE = 16_384;
    private static final int HTTP_PORT = 80;

    private final NanoClock clock;
    private final @Nullable TlsTunnel tunnel;
    private final Selector selector;
    private final Queue<WebSocketClient> opened = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopped;

    public WebSocketLoop(NanoClock clock) throws IOException {
        this(clock, null);
    }

    /** @param tunnel to a server that speaks TLS */
    public WebSocketLoop(NanoClock clock, @Nullable TlsTunnel tunnel) throws IOException {
        this.clock = clock;
        this.tunnel = tunnel;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name("websocket-loop").daemon(true).start(this::run);
    }

    /** Connects and shakes hands (blocking); throws with the server's status line when it refuses. */
    public WebSocketClient open(URI uri, WebSocketReader reader) throws IOException {
        var through = tunnel;
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        var channel =
                SocketChannel.open(through == null ? new InetSocketAddress(uri.getHost(), port) : through.address());
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
            String request = "GET " + target + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                    + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
            var out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            var client = new WebSocketClient(channel, reader, readHandshake(channel, uri));
            channel.configureBlocking(false);
            opened.add(client);
            selector.wakeup();
            return client;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Reads up to the empty line; returns what came after it. */
    private static ByteBuffer readHandshake(SocketChannel channel, URI uri) throws IOException {
        var in = ByteBuffer.allocate(MAX_HANDSHAKE);
        while (true) {
            if (channel.read(in) < 0) {
                throw new IOException("No WebSocket answer from " + uri.getPath());
            }
            String head = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int end = head.indexOf("\r\n\r\n");
            if (end >= 0) {
                if (!head.startsWith("HTTP/1.1 101")) {
                    throw new IOException(uri.getPath() + " was refused: " + head);
                }
                // The first frames may have come with it, as far as there was room.
                in.flip().position(end + 4);
                return in;
            }
            if (!in.hasRemaining()) {
                throw new IOException("An endless answer from " + uri.getPath());
            }
        }
    }

    private void run() {
        try {
            while (!stopped) {
                selector.select();
                long nowNs = clock.nanoTime();
                register(nowNs);
                for (SelectionKey key : selector.selectedKeys()) {
                    read(key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(long nowNs) {
        for (WebSocketClient client = opened.poll(); client != null; client = opened.poll()) {
            try {
                client.channel().register(selector, SelectionKey.OP_READ, client);
                client.deliver(nowNs);
            } catch (ClosedChannelException _) {
                client.ended();
            }
        }
    }

    private void read(SelectionKey key) {
        var client = (WebSocketClient) key.attachment();
        boolean open;
        try {
            open = key.isReadable() && client.readable(clock.nanoTime());
        } catch (CancelledKeyException _) {
            open = false;
        }
        if (!open) {
            key.cancel();
            client.ended();
        }
    }

    @Override
    public void close() throws IOException {
        stopped = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
