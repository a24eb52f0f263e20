package dev.tutti.gateway;

import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.media.signal.SignalConnection;
import dev.tutti.media.signal.SignalHandshake;
import dev.tutti.media.signal.SignalRefused;
import dev.tutti.media.signal.SignalSink;
import dev.tutti.media.twirp.TwirpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A media plane that admits the token "good", says hello and echoes. */
final class FakeSignals implements SignalAdapter {
    final CompletableFuture<SignalHandshake> opened = new CompletableFuture<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();

    @Override
    public SignalConnection open(SignalHandshake handshake, SignalSink sink) throws SignalRefused {
        validate(handshake);
        opened.complete(handshake);
        return new SignalConnection() {
            @Override
            public void onOpen() {
                sink.send("hello".getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void onBinary(byte[] frame) {
                sink.send(frame);
            }

            @Override
            public void onText(String frame) {
                sink.close(4000, "as asked");
            }

            @Override
            public void onClosed() {
                closed.complete(null);
            }
        };
    }

    @Override
    public void validate(SignalHandshake handshake) throws SignalRefused {
        String bearer = handshake.bearer();
        String token = bearer == null ? handshake.query().get("access_token") : bearer;
        if (!"good".equals(token)) {
            throw new SignalRefused(401, "invalid token");
        }
    }

    TwirpAnswer twirp(String method, @Nullable String contentType, @Nullable String bearer, byte[] body) {
        boolean known = "good".equals(bearer);
        String answer = known ? method + " " + contentType + " " + body.length : "{\"code\":\"unauthenticated\"}";
        return new TwirpAnswer(known ? 200 : 401, "text/plain", answer.getBytes(StandardCharsets.UTF_8));
    }
}
