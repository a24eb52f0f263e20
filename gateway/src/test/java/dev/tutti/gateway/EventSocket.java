package dev.tutti.gateway;

import dev.tutti.gateway.http.JsonCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The client's end of a WebSocket: frames in the order they came, and how it ended. */
final class EventSocket implements WebSocket.Listener {
    private static final long PATIENCE_S = 10;
    private static final JsonCodec JSON = new JsonCodec();

    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> binary = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean reading = true;
    private @Nullable WebSocket socket;
    volatile String cursor = "";

    static EventSocket open(HttpClient http, URI uri, List<String> headerPairs) {
        var listener = new EventSocket();
        WebSocket.Builder builder = http.newWebSocketBuilder();
        for (int i = 0; i + 1 < headerPairs.size(); i += 2) {
            builder.header(headerPairs.get(i), headerPairs.get(i + 1));
        }
        listener.socket = builder.buildAsync(uri, listener).join();
        return listener;
    }

    static int refusal(HttpClient http, URI uri, List<String> headerPairs) {
        try {
            open(http, uri, headerPairs).close();
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    void send(String frame) {
        socket().sendText(frame, true).join();
    }

    void send(byte[] frame) {
        socket().sendBinary(ByteBuffer.wrap(frame), true).join();
    }

    private WebSocket socket() {
        WebSocket open = socket;
        if (open == null) {
            throw new AssertionError("not open");
        }
        return open;
    }

    /** The next frame of that type; others before it are passed over. */
    JsonNode next(String type) {
        JsonNode frame = next();
        while (!frame.at("/type").asString("").equals(type)) {
            frame = next();
        }
        return frame;
    }

    JsonNode next() {
        try {
            JsonNode frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame came; closed with " + closed.getNow(null));
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All frames up to the answer to a ping: whatever was sent before it has arrived by then. */
    List<JsonNode> untilPong(long n) {
        send("{\"type\":\"ping\",\"payload\":{\"n\":" + n + "}}");
        var seen = new ArrayList<JsonNode>();
        JsonNode frame = next();
        while (!("pong".equals(frame.at("/type").asString(""))
                && frame.at("/payload/n").asLong(-1) == n)) {
            seen.add(frame);
            frame = next();
        }
        return seen;
    }

    /** All frames until the connection ended, however it did. */
    List<JsonNode> untilEnd() {
        closeCode();
        var seen = new ArrayList<JsonNode>();
        frames.drainTo(seen);
        return seen;
    }

    byte[] nextBinary() {
        try {
            byte[] frame = binary.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (frame == null) {
                throw new AssertionError("no binary frame came");
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for the end; -1 when it was cut. */
    int closeCode() {
        return closed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    void close() {
        socket().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Goes away without a word, as a phone does that leaves the room. */
    void vanish() {
        socket().abort();
    }

    /** Stops reading: what the hub sends fills the buffers in between. */
    void stall() {
        reading = false;
    }

    void readOn() {
        reading = true;
        socket().request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            JsonNode frame = JSON.readTree(text.toString());
            text.setLength(0);
            JsonNode at = frame.get("cursor");
            if (at != null) {
                cursor = at.asString();
            }
            frames.add(frame);
        }
        return more(webSocket);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        binary.add(bytes);
        return more(webSocket);
    }

    private CompletionStage<?> more(WebSocket webSocket) {
        if (reading) {
            webSocket.request(1);
        }
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(-1);
    }
}
