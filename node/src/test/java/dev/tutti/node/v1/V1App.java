package dev.tutti.node.v1;

import dev.tutti.wire.v1.V1Decoder;
import dev.tutti.wire.v1.V1Encoder;
import dev.tutti.wire.v1.V1Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A v1 app at the other end of a real socket. */
final class V1App implements AutoCloseable {
    private static final long PATIENCE_S = 20;

    private final Socket socket;
    private final LinkedBlockingQueue<V1Message> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    V1App(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        var decoder = new V1Decoder();
        var bytes = new byte[4_096];
        try {
            for (int count = socket.getInputStream().read(bytes);
                    count >= 0;
                    count = socket.getInputStream().read(bytes)) {
                var buffer = ByteBuffer.wrap(bytes, 0, count);
                for (V1Message next = decoder.next(buffer); next != null; next = decoder.next(buffer)) {
                    heard.add(next);
                }
            }
        } catch (IOException _) {
            // closed from either side
        } finally {
            ended.complete(null);
        }
    }

    void say(V1Message message) throws IOException {
        var frame = V1Encoder.encode(message);
        socket.getOutputStream().write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
    }

    void raw(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The next message of that kind; others before it are passed over. */
    <T extends V1Message> T next(Class<T> kind) throws InterruptedException {
        while (true) {
            V1Message next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " came");
            }
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    /** Everything up to the answer to a ping; all that was said to it before has arrived by then. */
    List<V1Message> untilPong() throws IOException, InterruptedException {
        say(new V1Message.Ping());
        var before = new ArrayList<V1Message>();
        for (V1Message next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
                !(next instanceof V1Message.Pong);
                next = heard.poll(PATIENCE_S, TimeUnit.SECONDS)) {
            if (next == null) {
                throw new AssertionError("no pong came");
            }
            before.add(next);
        }
        return before;
    }

    void awaitEnd() {
        ended.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
