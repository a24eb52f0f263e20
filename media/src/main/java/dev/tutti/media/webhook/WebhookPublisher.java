package dev.tutti.media.webhook;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.media.MediaConfig;
import dev.tutti.media.room.RoomListener;
import dev.tutti.media.token.AccessToken;
import dev.tutti.media.token.TokenCodec;
import dev.tutti.media.token.VideoGrants;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitWebhook.WebhookEvent;

/** Encodes and signs what happens in rooms, and hands it to the queue of each receiver. */
public final class WebhookPublisher implements RoomListener, AutoCloseable {
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);
    private static final int ID_BYTES = 9;

    private final TokenCodec tokens;
    private final WallClock clock;
    private final Entropy entropy;
    private final String apiKey;
    private final List<WebhookReceiver> receivers;

    public WebhookPublisher(MediaConfig.Webhooks config, TokenCodec tokens, WallClock clock, Entropy entropy) {
        this.tokens = tokens;
        this.clock = clock;
        this.entropy = entropy;
        apiKey = config.apiKey();
        if (config.urls().isEmpty()) {
            receivers = List.of();
        } else {
            var client = HttpClient.newBuilder()
                    .connectTimeout(WebhookReceiver.TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            receivers = config.urls().stream()
                    .map(url -> new WebhookReceiver(url, client))
                    .toList();
            // A key that is missing shows at the start, not at the first event.
            sign("");
        }
    }

    @Override
    public void roomStarted(LivekitModels.Room room) {
        publish(event("room_started", room));
    }

    @Override
    public void roomFinished(LivekitModels.Room room) {
        publish(event("room_finished", room));
    }

    @Override
    public void participantJoined(LivekitModels.Room room, ParticipantInfo participant) {
        publish(event("participant_joined", room).setParticipant(participant));
    }

    @Override
    public void participantLeft(LivekitModels.Room room, ParticipantInfo participant, boolean wasActive) {
        String name = wasActive ? "participant_left" : "participant_connection_aborted";
        publish(event(name, room).setParticipant(participant));
    }

    @Override
    public void trackPublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {
        publish(event("track_published", room)
                .setParticipant(shortly(participant))
                .setTrack(track));
    }

    @Override
    public void trackUnpublished(LivekitModels.Room room, ParticipantInfo participant, TrackInfo track) {
        publish(event("track_unpublished", room)
                .setParticipant(shortly(participant))
                .setTrack(track));
    }

    /** Gives the receivers a moment for what is queued, then stops. */
    @Override
    public void close() {
        receivers.forEach(WebhookReceiver::close);
    }

    private WebhookEvent.Builder event(String name, LivekitModels.Room room) {
        String id = Base64.getUrlEncoder().encodeToString(entropy.bytes(ID_BYTES));
        return WebhookEvent.newBuilder()
                .setEvent(name)
                .setId("EV_" + id)
                .setCreatedAt(clock.now().getEpochSecond())
                .setRoom(room);
    }

    private static ParticipantInfo shortly(ParticipantInfo participant) {
        return ParticipantInfo.newBuilder()
                .setSid(participant.getSid())
                .setIdentity(participant.getIdentity())
                .setName(participant.getName())
                .build();
    }

    private void publish(WebhookEvent.Builder event) {
        if (receivers.isEmpty()) {
            return;
        }
        try {
            String body = JSON.print(event);
            var delivery = new WebhookReceiver.Delivery(event.getEvent(), body, sign(body));
            receivers.forEach(receiver -> receiver.enqueue(delivery));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that vouches for the body. */
    private String sign(String body) {
        byte[] hash = sha256(body);
        return tokens.sign(new AccessToken(
                apiKey,
                null,
                null,
                null,
                Map.of(),
                null,
                VideoGrants.NONE,
                Base64.getEncoder().encodeToString(hash),
                clock.now().plus(TOKEN_LIFE)));
    }

    private static byte[] sha256(String body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
