package dev.tutti.media.lightclient;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
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
 * One participant of a LiveKit room (signalling v0: two peer connections) whose media are light peers; who has the signalling
 * connection hands over what comes by {@link #received} and {@link #ended}.
 *
 * <p>Callers of what waits block; signalling may be handed over on any one thread.
 */
public final class LightMember {
    private static final long ANSWER_LIMIT_S = 20;

    private final LightClients media;
    private final MediaWay way;
    private final Consumer<byte[]> signals;
    private final CompletableFuture<Void> joined = new CompletableFuture<>();
    private final Map<String, CompletableFuture<String>> published = new ConcurrentHashMap<>();
    private final MediaLink subscriber;
    private volatile @Nullable MediaLink publisher;
    private volatile String trackSid = "";

    /**
     * What a client says of itself in the address of the signalling connection: protocol 12, subscribes by itself.
     */
    public static final Map<String, String> QUERY =
            Map.of("auto_subscribe", "1", "protocol", "12", "sdk", "js", "version", "1.15.0");

    /**
     * A member that is not connected yet.
     *
     * @param way how media are sent
     * @param signals takes each encoded {@code SignalRequest}
     * @param receiver is given what is heard
     */
    public LightMember(LightClients media, MediaWay way, Consumer<byte[]> signals, LightClientListener receiver)
            throws IOException {
        this.media = media;
        this.way = way;
        this.signals = signals;
        subscriber = new MediaLink(media, way, receiver);
    }

    /** Waits for the welcome. */
    public void awaitJoined() throws IOException, InterruptedException {
        await(joined, "the join answer");
    }

    /** Waits until the transport for received tracks is up. */
    public void awaitSubscriber() throws IOException, InterruptedException {
        await(subscriber.up(), "the subscriber transport");
    }

    /** Publishes one Opus track of payload type {@link #OPUS} and waits until its transport is up. */
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
        var peer = new MediaLink(media, way, new LightClientListener() {});
        publisher = peer;
        String offer = peer.local().offer(ssrc, "light", cid);
        send(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder().setType("offer").setSdp(offer)));
        await(peer.up(), "the publisher transport");
    }

    /** The payload type of what is published. */
    public static final int OPUS = LocalSession.OPUS;

    public void mute(boolean muted) {
        send(SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid(trackSid).setMuted(muted)));
    }

    /** Sends one RTP packet of the published track. */
    public void send(byte[] packet, int length) {
        published().client().sendRtp(packet, length);
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

    /** One encoded {@code SignalResponse} came. */
    public void received(byte[] message) {
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
            case LEAVE -> ended("the hub sent " + response.getLeave().getReason());
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
        signals.accept(request.build().toByteArray());
    }

    /** The signalling connection is over. */
    public void ended(String why) {
        var error = new IOException("Signalling ended: " + why);
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

    /** Says good-bye; the signalling connection is the caller's to close. */
    public void leave() {
        send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
        links().forEach(link -> link.client().close());
    }

    /** Goes without a word, as with a cut cable. */
    public void vanish() {
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
