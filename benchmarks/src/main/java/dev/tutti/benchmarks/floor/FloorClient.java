package dev.tutti.benchmarks.floor;

import dev.tutti.benchmarks.client.WebSocketClient;
import dev.tutti.benchmarks.client.WebSocketLoop;
import dev.tutti.benchmarks.client.WebSocketReader;
import dev.tutti.benchmarks.hub.HubApi.Member;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One participant on {@code /ws} who asks for the floor; one caller at a time, frames are taken on the WebSocket loop. */
public final class FloorClient implements WebSocketReader, AutoCloseable {
    /** What the hub decided, and when the frame was read. */
    public record Decision(String type, String leaseId, long receivedNs) {
        public boolean granted() {
            return type.equals("floor.granted");
        }

        public boolean queued() {
            return type.equals("floor.queued");
        }
    }

    private static final long ANSWER_LIMIT_S = 10;

    private final NanoClock clock;
    private final FloorLedger ledger;
    private final Member member;
    private final WebSocketClient connection;
    private final CompletableFuture<String> snapshot = new CompletableFuture<>();
    private final boolean observes;
    private int requests;

    private volatile String requestId = "";
    private volatile String channelId = "";
    private volatile String leaseId = "";
    private volatile CompletableFuture<Decision> decision = new CompletableFuture<>();
    private volatile CompletableFuture<Decision> turn = new CompletableFuture<>();
    private volatile CompletableFuture<String> released = new CompletableFuture<>();
    private volatile @Nullable String lastCursor;
    private volatile CompletableFuture<Integer> closed = new CompletableFuture<>();

    private FloorClient(Connecting to, Member member, FloorLedger ledger, boolean observes, @Nullable String cursor)
            throws IOException {
        this.clock = to.clock;
        this.member = member;
        this.ledger = ledger;
        this.observes = observes;
        String query = "token=" + encoded(member.token()) + "&session_id=" + encoded(to.sessionId);
        if (cursor != null) {
            query += "&cursor=" + encoded(cursor);
        }
        this.connection = to.loop.open(URI.create(to.hub + "/ws?" + query), this);
    }

    /** Where and how clients connect. */
    public record Connecting(WebSocketLoop loop, URI hub, String sessionId, NanoClock clock) {}

    /** Connects and waits for the snapshot. */
    public static FloorClient connect(Connecting to, Member member, FloorLedger ledger)
            throws IOException, InterruptedException {
        return connect(to, member, ledger, false, null);
    }

    /** Connects one who watches who talks, as every page does. */
    public static FloorClient observe(Connecting to, Member member, FloorLedger ledger)
            throws IOException, InterruptedException {
        return connect(to, member, ledger, true, null);
    }

    /** Connects again with the cursor of an earlier connection. */
    public static FloorClient resume(Connecting to, FloorClient earlier) throws IOException, InterruptedException {
        return connect(to, earlier.member, earlier.ledger, earlier.observes, earlier.lastCursor);
    }

    private static FloorClient connect(
            Connecting to, Member member, FloorLedger ledger, boolean observes, @Nullable String cursor)
            throws IOException, InterruptedException {
        var client = new FloorClient(to, member, ledger, observes, cursor);
        await(client.snapshot, "the first frame");
        return client;
    }

    /** The first frame as it came. */
    public String firstFrame() {
        return snapshot.join();
    }

    public Member member() {
        return member;
    }

    /** Makes the request's frame; the asking itself is {@link #ask}. */
    public ByteBuffer prepareRequest(String channel) {
        channelId = channel;
        requestId = member.userId() + "-" + ++requests;
        leaseId = "";
        decision = new CompletableFuture<>();
        turn = new CompletableFuture<>();
        released = new CompletableFuture<>();
        return frame(
                "floor.request",
                "\"request_id\":\"" + requestId + "\",\"channel_id\":\"" + channel + "\",\"holding\":true");
    }

    /** Sends a prepared request; returns when it was sent. */
    public long ask(ByteBuffer request) {
        long sentNs = clock.nanoTime();
        connection.write(request);
        return sentNs;
    }

    public Decision awaitDecision() throws IOException, InterruptedException {
        return await(decision, "a decision");
    }

    /** The grant after having waited in line. */
    public Decision awaitTurn() throws IOException, InterruptedException {
        return await(turn, "the turn");
    }

    public boolean holds() {
        return !leaseId.isEmpty();
    }

    public void renew() {
        String lease = leaseId;
        if (!lease.isEmpty()) {
            connection.write(frame("floor.renew", "\"lease_id\":\"" + lease + "\""));
        }
    }

    /** Gives the floor back, or leaves the line, and waits until the hub says so. */
    public void release() throws IOException, InterruptedException {
        sendRelease();
        await(released, "the end of the lease");
    }

    public void sendRelease() {
        String lease = leaseId;
        String request = requestId;
        ledger.released(channelId, member.userId());
        leaseId = "";
        // A grant that crosses with this is given back by it.
        requestId = "";
        connection.write(frame(
                "floor.release",
                lease.isEmpty() ? "\"request_id\":\"" + request + "\"" : "\"lease_id\":\"" + lease + "\""));
    }

    public void awaitReleased() throws IOException, InterruptedException {
        await(released, "the end of the lease");
    }

    @Override
    public void text(String frame, long receivedNs) {
        String type = WireScan.text(frame, "type");
        if (type == null) {
            return;
        }
        switch (type) {
            case "snapshot", "resumed" -> snapshot.complete(frame);
            case "floor.granted" -> granted(frame, receivedNs);
            case "floor.queued", "floor.denied" -> {
                if (requestId.equals(WireScan.text(frame, "request_id"))) {
                    decision.complete(new Decision(type, "", receivedNs));
                }
            }
            // A lease that nobody gave back is released when its holder's voice is gone.
            case "floor.revoked", "floor.released" -> ended(frame);
            case "ptt.state" -> observed(frame);
            case "ping" -> connection.write(frame("pong", ""));
            case "error" -> fail(frame);
            default -> {}
        }
        String cursor = WireScan.text(frame, "cursor");
        if (cursor != null) {
            lastCursor = cursor;
        }
    }

    private void granted(String frame, long receivedNs) {
        if (!requestId.equals(WireScan.text(frame, "request_id"))) {
            return;
        }
        String lease = String.valueOf(WireScan.text(frame, "lease_id"));
        ledger.granted(channelId, member.userId(), String.valueOf(WireScan.text(frame, "fence")));
        leaseId = lease;
        var granted = new Decision("floor.granted", lease, receivedNs);
        if (!decision.complete(granted)) {
            turn.complete(granted);
        }
    }

    private void ended(String frame) {
        boolean mine = leaseId.equals(WireScan.text(frame, "lease_id"));
        if (mine) {
            ledger.revoked(channelId, member.userId());
            leaseId = "";
        }
        if (mine || frame.contains("floor.released")) {
            released.complete(frame);
        }
    }

    private void observed(String frame) {
        String channel = WireScan.text(frame, "channel_id");
        String user = WireScan.text(frame, "user_id");
        if (observes && channel != null && user != null) {
            ledger.announced(member.userId(), channel, user, "talking".equals(WireScan.text(frame, "state")));
        }
    }

    private void fail(String frame) {
        var error = new IOException("The hub answered " + frame);
        decision.completeExceptionally(error);
        turn.completeExceptionally(error);
        released.completeExceptionally(error);
    }

    @Override
    public void closed(int code, String reason) {
        ledger.revoked(channelId, member.userId());
        var error = new IOException("The hub closed the connection: " + code + " " + reason);
        snapshot.completeExceptionally(error);
        decision.completeExceptionally(error);
        turn.completeExceptionally(error);
        released.completeExceptionally(error);
        closed.complete(code);
    }

    private static ByteBuffer frame(String type, String payload) {
        return WebSocketClient.prepare("{\"type\":\"" + type + "\",\"ts\":0,\"payload\":{" + payload + "}}");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static <T> T await(CompletableFuture<T> future, String what) throws IOException, InterruptedException {
        try {
            return future.get(ANSWER_LIMIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("Waited " + ANSWER_LIMIT_S + " s for " + what, e);
        } catch (ExecutionException e) {
            throw new IOException("While waiting for " + what, e.getCause());
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Vanishes as a phone does that lost its network. */
    public void vanish() {
        ledger.disconnected(member.userId());
        connection.abort();
    }
}
