package dev.tutti.benchmarks.floor;

import dev.tutti.benchmarks.client.WebSocketClient;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.client.WebSocketReader;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection to the {@link EchoServer}, timed in the same way as a {@link FloorClient}. */
final class EchoClient implements WebSocketReader {
    private final NanoClock clock;
    private final WebSocketClient connection;
    private volatile CompletableFuture<Long> answer = new CompletableFuture<>();

    EchoClient(WebSocketLoop loop, URI echo, NanoClock clock) throws IOException {
        this.clock = clock;
        this.connection = loop.open(echo.resolve("/echo"), this);
    }

    /** Sends; returns when it was sent. */
    long ask(ByteBuffer frame) {
        answer = new CompletableFuture<>();
        long sentNs = clock.nanoTime();
        connection.write(frame);
        return sentNs;
    }

    long awaitReceivedNs() throws IOException, InterruptedException {
        try {
            return answer.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("No echo", e);
        }
    }

    @Override
    public void text(String frame, long receivedNs) {
        WireScan.text(frame, "type");
        answer.complete(receivedNs);
    }
}
