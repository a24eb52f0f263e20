package dev.tutti.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.tutti.media.signal.SignalConnection;
import dev.tutti.media.signal.SignalHandshake;
import dev.tutti.media.signal.SignalRefused;
import dev.tutti.media.signal.SignalSink;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.ConnectionSettings;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.WrappedJoinRequest;
import org.jspecify.annotations.Nullable;

/** A signalling client in a test: says what it is told to say, and hears one message after the other. */
public final class RoomClient implements SignalSink {
    private static final long PATIENCE_S = 10;

    private final LinkedBlockingQueue<SignalResponse> heard = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> closings = new LinkedBlockingQueue<>();
    private @Nullable SignalConnection connection;
    private int offers;
    private volatile String participantSid = "";

    /** Connects with the newer signalling, subscribing to everybody. */
    public static RoomClient join(MediaServer media, String token) throws SignalRefused {
        return connect(media, token, subscribing().build());
    }

    public static JoinRequest.Builder subscribing() {
        return JoinRequest.newBuilder()
                .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(true));
    }

    public static RoomClient connect(MediaServer media, String token, JoinRequest request) throws SignalRefused {
        String wrapped = Base64.getUrlEncoder()
                .encodeToString(WrappedJoinRequest.newBuilder()
                        .setJoinRequest(ByteString.copyFrom(request.toByteArray()))
                        .build()
                        .toByteArray());
        return connect(media, "/rtc/v1", token, Map.of("join_request", wrapped));
    }

    public static RoomClient connect(MediaServer media, String path, String token, Map<String, String> query)
            throws SignalRefused {
        var client = new RoomClient();
        var parameters = new HashMap<>(query);
        parameters.put("access_token", token);
        var handshake = new SignalHandshake(path, parameters, null, "127.0.0.1", "localhost");
        client.connection = media.signalling().open(handshake, client);
        client.connection.onOpen();
        return client;
    }

    /** Waits until the hub says that this participant's media flows. */
    public void expectActive() {
        expect(
                SignalResponse.MessageCase.UPDATE,
                said -> said.getUpdate().getParticipantsList().stream()
                        .anyMatch(one ->
                                one.getSid().equals(participantSid) && one.getState() == ParticipantInfo.State.ACTIVE));
    }

    public SignalConnection connection() {
        return Objects.requireNonNull(connection);
    }

    public void say(SignalRequest.Builder request) {
        connection().onBinary(request.build().toByteArray());
    }

    /** Publishes a microphone as far as signalling goes: announces it and offers it. */
    public String publish(String cid, boolean muted) {
        announce(cid, muted);
        String sid = expect(SignalResponse.MessageCase.TRACK_PUBLISHED)
                .getTrackPublished()
                .getTrack()
                .getSid();
        offer(TestOffer.sending(cid));
        expect(SignalResponse.MessageCase.ANSWER);
        return sid;
    }

    public void announce(String cid, boolean muted) {
        say(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(cid)
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)
                        .setMuted(muted)));
    }

    public int offer(String sdp) {
        offers++;
        say(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(sdp)
                        .setId(offers)));
        return offers;
    }

    /** The very next message. */
    public SignalResponse next() {
        return Objects.requireNonNull(poll(heard, PATIENCE_S), "nothing more was said");
    }

    /** The next message of that kind; others before it are passed over. */
    public SignalResponse expect(SignalResponse.MessageCase kind) {
        return expect(kind, response -> true);
    }

    public SignalResponse expect(SignalResponse.MessageCase kind, Predicate<SignalResponse> which) {
        while (true) {
            var response = poll(heard, PATIENCE_S);
            assertThat(response).as("a message of kind " + kind).isNotNull();
            if (response != null && response.getMessageCase() == kind && which.test(response)) {
                return response;
            }
        }
    }

    /** Everything said up to the answer to a ping, which comes after all that was caused before it. */
    public java.util.List<SignalResponse> saidUntilPong() {
        say(SignalRequest.newBuilder().setPing(1));
        var said = new java.util.ArrayList<SignalResponse>();
        for (var response = next(); !response.hasPong(); response = next()) {
            said.add(response);
        }
        return said;
    }

    public String closing() {
        return Objects.requireNonNull(poll(closings, PATIENCE_S), "the connection was not closed");
    }

    public void drop() {
        connection().onClosed();
    }

    @Override
    public void send(byte[] frame) {
        try {
            var said = SignalResponse.parseFrom(frame);
            if (said.hasJoin()) {
                participantSid = said.getJoin().getParticipant().getSid();
            }
            heard.add(said);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void sendText(String frame) {
        throw new AssertionError("text was not asked for");
    }

    @Override
    public void close(int code, String reason) {
        closings.add(reason);
        if (connection != null) {
            connection.onClosed();
        }
    }

    private static <T> @Nullable T poll(LinkedBlockingQueue<T> queue, long seconds) {
        try {
            return queue.poll(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
