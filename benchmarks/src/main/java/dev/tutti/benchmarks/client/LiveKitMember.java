package dev.tutti.benchmarks.client;

import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import dev.tutti.media.lightclient.LightMember;
import dev.tutti.media.lightclient.MediaWay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A light member of a LiveKit room over a WebSocket of ours.
 *
 * <p>Callers block; signalling is taken on the WebSocket loop.
 */
public final class LiveKitMember implements WebSocketReader, AutoCloseable {
    private static final long PING_PERIOD_S = 5;

    /** Set once the connection is open; frames may come on the loop's thread before that. */
    private final CompletableFuture<WebSocketClient> signalling = new CompletableFuture<>();

    private final LightMember member;
    private volatile @Nullable String ended;

    /** The threads that all members share, and the way of their media. */
    public record Loops(LightClients media, WebSocketLoop sockets, MediaWay way) {}

    private LiveKitMember(Loops loops, URI hub, String token, LightClientListener receiver) throws IOException {
        member = new LightMember(
                loops.media, loops.way, request -> signalling.join().send(request), receiver);
        var query = new StringBuilder("/rtc?access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        new TreeMap<>(LightMember.QUERY)
                .forEach((name, value) ->
                        query.append('&').append(name).append('=').append(value));
        signalling.complete(loops.sockets.open(URI.create(hub + query.toString()), this));
    }

    /** Joins and waits for the hub's welcome; tracks that are published later reach {@code receiver}. */
    public static LiveKitMember join(
            LightClients media, WebSocketLoop loop, URI hub, String token, LightClientListener receiver)
            throws IOException, InterruptedException {
        return join(new Loops(media, loop, MediaWay.from(InetAddress.getLoopbackAddress())), hub, token, receiver);
    }

    /** The same by another way. */
    public static LiveKitMember join(Loops loops, URI hub, String token, LightClientListener receiver)
            throws IOException, InterruptedException {
        var joined = new LiveKitMember(loops, hub, token, receiver);
        joined.member.awaitJoined();
        return joined;
    }

    /** Waits until the transport for received tracks is up. */
    public void awaitSubscriber() throws IOException, InterruptedException {
        member.awaitSubscriber();
    }

    /** Publishes one Opus track and waits until its transport is up. */
    public void publish(long ssrc) throws IOException, InterruptedException {
        member.publish(ssrc);
    }

    public void mute(boolean muted) {
        member.mute(muted);
    }

    /** Sends one RTP packet of the published track. */
    public void send(byte[] packet) {
        member.send(packet, packet.length);
    }

    public void ping(long nowMs) {
        member.ping(nowMs);
    }

    public static long pingPeriodS() {
        return PING_PERIOD_S;
    }

    /** Throws when the server has closed the connection. */
    public void check() throws IOException {
        String why = ended;
        if (why != null) {
            throw new IOException("The server closed the signalling: " + why);
        }
    }

    @Override
    public void binary(byte[] message, long receivedNs) {
        member.received(message);
    }

    @Override
    public void closed(int code, String reason) {
        ended = code + " " + reason;
        member.ended(code + " " + reason);
    }

    /** Leaves the room and closes its transports. */
    @Override
    public void close() {
        member.leave();
        signalling.join().abort();
    }

    /** Goes without a word, as with a cut cable. */
    public void vanish() {
        signalling.join().abort();
        member.vanish();
    }
}
