package dev.tutti.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.WrappedJoinRequest;
import org.junit.jupiter.api.Test;

class SignalCodecTest {
    private static final JoinRequest JOIN = JoinRequest.newBuilder()
            .setClientInfo(ClientInfo.newBuilder().setProtocol(17))
            .setReconnect(true)
            .setParticipantSid("PA_1")
            .build();

    @Test
    void joinRequestIsReadZippedAndPlain() throws Exception {
        assertThat(SignalCodec.joinRequest(parameter(JOIN.toByteArray(), WrappedJoinRequest.Compression.NONE)))
                .isEqualTo(JOIN);
        assertThat(SignalCodec.joinRequest(parameter(zip(JOIN.toByteArray()), WrappedJoinRequest.Compression.GZIP)))
                .isEqualTo(JOIN);
    }

    @Test
    void joinRequestIsReadInEveryBase64Dialect() throws Exception {
        byte[] wrapped = WrappedJoinRequest.newBuilder()
                .setJoinRequest(JoinRequest.newBuilder()
                        .setMetadata("\u00fb\u00ff\u00fe>>>???")
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
        var expected = SignalCodec.joinRequest(Base64.getUrlEncoder().encodeToString(wrapped));
        String standard = Base64.getEncoder().encodeToString(wrapped);
        assertThat(SignalCodec.joinRequest(standard)).isEqualTo(expected);
        assertThat(SignalCodec.joinRequest(standard.replace('+', ' '))).isEqualTo(expected);
        assertThat(SignalCodec.joinRequest(
                        Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped)))
                .isEqualTo(expected);
    }

    @Test
    void unreadableJoinRequestsAreBadRequests() throws IOException {
        assertRefused("%%%");
        assertRefused(Base64.getUrlEncoder().encodeToString(new byte[] {(byte) 0xFF, 1, 2}));
        assertRefused(parameter(new byte[] {1, 2, 3}, WrappedJoinRequest.Compression.GZIP));
        assertRefused("A".repeat(SignalCodec.MAX_JOIN_BYTES + 1));
    }

    @Test
    void joinRequestThatUnpacksToTooMuchIsRefused() throws IOException {
        byte[] bomb = zip(new byte[SignalCodec.MAX_JOIN_BYTES + 1]);
        assertThat(bomb.length).isLessThan(10_000);
        assertRefused(parameter(bomb, WrappedJoinRequest.Compression.GZIP));
    }

    @Test
    void queryOfTheOlderSignallingHasTheSameShape() {
        var handshake = new SignalHandshake(
                "/rtc",
                Map.of("reconnect", "1", "sid", "PA_9", "protocol", "15", "sdk", "js", "auto_subscribe", "0"),
                null,
                "127.0.0.1",
                "localhost");
        var request = SignalCodec.joinRequest(handshake);
        assertThat(request.getReconnect()).isTrue();
        assertThat(request.getParticipantSid()).isEqualTo("PA_9");
        assertThat(request.getClientInfo().getProtocol()).isEqualTo(15);
        assertThat(request.getClientInfo().getSdk()).isEqualTo(ClientInfo.SDK.JS);
        assertThat(request.getConnectionSettings().getAutoSubscribe()).isFalse();
    }

    @Test
    void clientThatSaysNothingSubscribesToEverybody() {
        var request = SignalCodec.joinRequest(new SignalHandshake("/rtc", Map.of("protocol", "x"), null, "", ""));
        assertThat(request.getConnectionSettings().getAutoSubscribe()).isTrue();
        assertThat(request.getReconnect()).isFalse();
        assertThat(request.getClientInfo().getProtocol()).isZero();
    }

    @Test
    void requestIsReadAsProtobufAndAsJson() throws InvalidProtocolBufferException {
        var request = SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid("TR_1").setMuted(true))
                .build();
        assertThat(SignalCodec.request(request.toByteArray())).isEqualTo(request);
        assertThat(SignalCodec.request("{\"mute\":{\"sid\":\"TR_1\",\"muted\":true},\"unheardOf\":1}"))
                .isEqualTo(request);
        assertThat(SignalCodec.json(SignalResponse.newBuilder().setPong(5).build()))
                .isEqualTo("{\"pong\":\"5\"}");
    }

    @Test
    void tooLargeAMessageIsRefused() {
        assertThatThrownBy(() -> SignalCodec.request(new byte[SignalCodec.MAX_MESSAGE_BYTES + 1]))
                .isInstanceOf(InvalidProtocolBufferException.class);
        assertThatThrownBy(() -> SignalCodec.request(" ".repeat(SignalCodec.MAX_MESSAGE_BYTES + 1)))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }

    private static void assertRefused(String parameter) {
        assertThatThrownBy(() -> SignalCodec.joinRequest(parameter))
                .isInstanceOfSatisfying(
                        SignalRefused.class, e -> assertThat(e.httpStatus()).isEqualTo(400));
    }

    private static String parameter(byte[] join, WrappedJoinRequest.Compression compression) {
        return Base64.getUrlEncoder()
                .encodeToString(WrappedJoinRequest.newBuilder()
                        .setCompression(compression)
                        .setJoinRequest(ByteString.copyFrom(join))
                        .build()
                        .toByteArray());
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
