package dev.tutti.sdk;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackSource;
import livekit.LivekitModels.TrackType;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.jspecify.annotations.Nullable;

/** A participant without media: LiveKit's signalling (v0) over a WebSocket. */
final class SignalConnection implements AutoCloseable {
    private static final int TIMEOUT_S = 10;
    private static final String TRACK_CID = "microphone-of-the-sdk-test";

    /** One audio section that sends Opus; its ICE and DTLS never come to life. */
    private static final String OFFER =
            """
            v=0
            o=- 1 1 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0
            a=msid-semantic: WMS camera
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:sdkt
            a=ice-pwd:0123456789abcdef01234567
            a=fingerprint:sha-256 %s
            a=setup:actpass
            a=mid:0
            a=sendonly
            a=msid:camera %s
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            a=ssrc:12345678 cname:sdktest
            a=ssrc:12345678 msid:camera %s
            """.formatted("AB" + ":AB".repeat(31), TRACK_CID, TRACK_CID).replace("\n", "\r\n");

    private final WebSocket socket;
    private final Received received;

    private SignalConnection(WebSocket socket, Received received) {
        this.socket = socket;
        this.received = received;
    }

    static SignalConnection join(String wsUrl, String token) {
        var received = new Received();
        var uri = URI.create(wsUrl + "/rtc?access_token=" + token + "&protocol=15&sdk=java&auto_subscribe=1");
        var socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, received)
                .join();
        var connection = new SignalConnection(socket, received);
        connection.next(MessageCase.JOIN);
        return connection;
    }

    /** Announces a microphone and offers it; the track is then published, though nothing is ever sent. */
    TrackInfo publish() {
        send(SignalRequest.newBuilder()
                .setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(TRACK_CID)
                        .setName("microphone")
                        .setType(TrackType.AUDIO)
                        .setSource(TrackSource.MICROPHONE)));
        var published = next(MessageCase.TRACK_PUBLISHED).getTrackPublished();
        send(SignalRequest.newBuilder()
                .setOffer(SessionDescription.newBuilder().setType("offer").setSdp(OFFER)));
        next(MessageCase.ANSWER);
        return published.getTrack();
    }

    /** The next message of this kind; others before it are passed over. */
    SignalResponse next(MessageCase kind) {
        while (true) {
            SignalResponse response = received.take();
            if (response.getMessageCase() == kind) {
                return response;
            }
        }
    }

    private void send(SignalRequest.Builder request) {
        socket.sendBinary(ByteBuffer.wrap(request.build().toByteArray()), true).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<SignalResponse> responses = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

        SignalResponse take() {
            try {
                var response = responses.poll(TIMEOUT_S, TimeUnit.SECONDS);
                if (response == null) {
                    throw new AssertionError("The hub said nothing more for " + TIMEOUT_S + " s");
                }
                return response;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) {
                try {
                    responses.add(SignalResponse.parseFrom(partial.toByteArray()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
                partial.reset();
            }
            webSocket.request(1);
            return null;
        }
    }
}
