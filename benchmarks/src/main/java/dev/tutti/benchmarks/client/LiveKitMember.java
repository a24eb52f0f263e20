package dev.tutti.benchmarks.client;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.tutti.media.lightclient.LightClientListener;
import dev.tutti.media.lightclient.LightClients;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/**
 * One participant of a LiveKit room (signalling v0: two peer connections) whose media are light peers.
 *
 * <p>Callers block; signalling is taken on the WebSocket loop.
 */
public final class LiveKitMember implements WebSocketReader, AutoCloseable {
    private static final long ANSWER_LIMIT_S = 20;
    private static final long PING_PERIOD_S = 5;

    private final LightClients media;
    /** Set once the connection is open; frames may come on the loop's thread before that. */
    private final CompletableFuture<WebSocketClient> signalling = new CompletableFuture<>();

    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Map<String, CompletableFuture<String>> published = new ConcurrentHashMap<>();
    private final MediaLink subscriber;
    private volatile @Nullable MediaLink publisher;
    private volatile String trackSid = "";

    private LiveKitMember(LightClients media, WebSocketLoop loop, URI hub, String token, LightClientListener receiver)
            throws IOException {
        this.media = media;
        this.subscriber = new MediaLink(media, receiver);
        var uri = URI.create(hub + "/rtc?access_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8)
                + "&auto_subscribe=1&protocol=12&sdk=js&version=1.15.0");
        signalling.complete(loop.open(uri, this));
    }

    /** Joins and waits for the hub's welcome; tracks that are published later reach {@code receiver}. */
    public static LiveKitMember join(
            LightClients media, WebSocketLoop loop, URI hub, String token, LightClientListener receiver)
            throws IOException, InterruptedException {
        var member = new LiveKitMember(media, loop, hub, token, receiver);
        await(member.joined, "the join answer");
        return member;
    }

    /** Waits until the transport for received tracks is up. */
    public void awaitSubscriber() throws IOException, InterruptedException {
        await(subscriber.up(), "the subscriber transport");
    }

    /** Publishes one Opus track and waits until its transport is up. */
    public void publish(long ssrc) throws IOException, InterruptedException {
        String cid = "light-" + ssrc;
        var sid = new CompletableFuture<String>();
        published.put(cid, sid);
        send(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(cid)
                        .setName("microphone")
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)));
        trackSid = await(sid, "the published track");
        var peer = new MediaLink(media, new LightClientListener() {});
        publisher = peer;
        String offer = peer.local().offer(ssrc, "light", cid);
        send(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder().setType("offer").setSdp(offer)));
        await(peer.up(), "the publisher transport");
    }

    public void mute(boolean muted) {
        send(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(trackSid).setMuted(muted)));
    }

    /** Sends one RTP packet of the published track. */
    public void send(byte[] packet) {
        published().client().sendRtp(packet, packet.length);
    }

    private MediaLink published() {
        var peer = publisher;
        if (peer == null) {
            throw new IllegalStateException("Nothing is published");
        }
        return peer;
    }

    public void ping(long nowMs) {
        send(SignalRequest.newBuilder().setPing(nowMs));
    }

    public static long pingPeriodS() {
        return PING_PERIOD_S;
    }

    @Override
    public void binary(byte[] message, long receivedNs) {
        try {
            take(SignalResponse.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            joined.completeExceptionally(e);
        }
    }

    private void take(SignalResponse response) {
        switch (response.getMessageCase()) {
            case JOIN -> joined.complete(null);
            case OFFER -> answer(response.getOffer());
            case ANSWER ->
                published().connect(RemoteSession.parse(response.getAnswer().getSdp()));
            case TRACK_PUBLISHED -> {
                var sid = published.remove(response.getTrackPublished().getCid());
                if (sid != null) {
                    sid.complete(response.getTrackPublished().getTrack().getSid());
                }
            }
            case LEAVE -> closed(0, "the hub sent " + response.getLeave().getReason());
            default -> {}
        }
    }

    private void answer(SessionDescription offer) {
        var remote = RemoteSession.parse(offer.getSdp());
        var answer = SessionDescription.newBuilder()
                .setType("answer")
                .setSdp(subscriber.local().answer(remote))
                .setId(offer.getId());
        send(SignalRequest.newBuilder().setAnswer(answer));
        subscriber.connect(remote);
    }

    private void send(SignalRequest.Builder request) {
        signalling.join().send(request.build().toByteArray());
    }

    @Override
    public void closed(int code, String reason) {
        var error = new IOException("Signalling ended: " + code + " " + reason);
        joined.completeExceptionally(error);
        subscriber.up().completeExceptionally(error);
        published.values().forEach(waiting -> waiting.completeExceptionally(error));
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

    /** Leaves the room and closes its transports. */
    @Override
    public void close() {
        send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        signalling.join().abort();
        links().forEach(link -> link.client().close());
    }

    /** Goes without a word, as with a cut cable. */
    public void vanish() {
        signalling.join().abort();
        links().forEach(link -> {
            link.client().silence(true);
            link.client().close();
        });
    }

    private List<MediaLink> links() {
        var peer = publisher;
        return peer == null ? List.of(subscriber) : List.of(subscriber, peer);
    }
}
