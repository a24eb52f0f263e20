package dev.tutti.benchmarks.changes;

import dev.tutti.benchmarks.client.WebSocketReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One client of the session: when it read the frame that is waited for. */
final class Listener implements WebSocketReader {
    private static final long FIRST_FRAME_S = 20;

    private final CompletableFuture<Boolean> opened = new CompletableFuture<>();
    private volatile String awaited = "";
    private volatile CompletableFuture<Long> heard = new CompletableFuture<>();

    @Override
    public void text(String message, long receivedNs) {
        opened.complete(true);
        String type = awaited;
        if (!type.isEmpty() && message.contains("\"type\":\"" + type + "\"")) {
            heard.complete(receivedNs);
        }
    }

    @Override
    public void closed(int code, String reason) {
        opened.completeExceptionally(new IOException("The connection ended: " + code + " " + reason));
    }

    void awaitOpen() throws IOException, InterruptedException {
        try {
            opened.get(FIRST_FRAME_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("No snapshot", e);
        }
    }

    /** From now on the next frame of that type counts. */
    void expect(String type) {
        heard = new CompletableFuture<>();
        awaited = type;
    }

    /** When it was read; negative when it did not come until then. */
    long heardNs(long withinMs) throws InterruptedException {
        try {
            return heard.get(withinMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return -1;
        }
    }
}
