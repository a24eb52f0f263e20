package dev.tutti.gateway.signal;

import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.http.PlainRefusal;
import dev.tutti.gateway.http.Requests;
import dev.tutti.gateway.http.SocketDoor;
import dev.tutti.gateway.socket.JettySocket;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.media.signal.SignalAdapter;
import dev.tutti.media.signal.SignalConnection;
import dev.tutti.media.signal.SignalHandshake;
import dev.tutti.media.signal.SignalRefused;
import dev.tutti.media.signal.SignalSink;
import io.javalin.http.Context;
import io.javalin.websocket.WsBinaryMessageContext;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of LiveKit signalling. */
public final class SignalSocketAdapter {
    /** Every path a client may open. */
    public static final List<String> PATHS = List.of("/rtc", "/rtc/v1");

    private static final Logger log = LoggerFactory.getLogger(SignalSocketAdapter.class);
    private static final String PENDING = "tutti.signal";
    private static final int MAX_FRAME_BYTES = 1024 * 1024;
    private static final int MAX_PARAMETERS = 32;

    private final SignalAdapter signals;
    private final SocketDoor door;

    public SignalSocketAdapter(SignalAdapter signals, SocketDoor door) {
        this.signals = signals;
        this.door = door;
    }

    /** The way out, before and after there is a socket. */
    private static final class Sink implements SignalSink {
        private volatile @Nullable Outbox outbox;

        @Override
        public void send(byte[] frame) {
            offer(OutgoingFrame.binary(frame));
        }

        @Override
        public void sendText(String frame) {
            offer(OutgoingFrame.text(frame.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close(int code, String reason) {
            Outbox out = outbox;
            if (out != null) {
                out.closeAfter(code, reason);
            }
        }

        private void offer(OutgoingFrame frame) {
            Outbox out = outbox;
            if (out != null) {
                out.offer(frame);
            }
        }
    }

    private record Signalling(SignalConnection connection, Sink sink, String path, String requestId) {}

    /** Before the upgrade: throws what is answered instead of it. */
    public void check(Context ctx) {
        door.check(ctx, Kind.SIGNALS);
        var sink = new Sink();
        try {
            SignalConnection connection = signals.open(handshake(ctx), sink);
            ctx.attribute(PENDING, new Signalling(connection, sink, ctx.path(), Requests.id(ctx)));
        } catch (SignalRefused refused) {
            throw new PlainRefusal(refused.httpStatus(), refused.text());
        }
    }

    /** {@code GET …/validate}. */
    public void validate(Context ctx) {
        door.check(ctx, Kind.SIGNALS);
        try {
            signals.validate(handshake(ctx));
            ctx.status(200).contentType("text/plain").result("success");
        } catch (SignalRefused refused) {
            throw new PlainRefusal(refused.httpStatus(), refused.text());
        }
    }

    private static SignalHandshake handshake(Context ctx) {
        Map<String, String> query = new LinkedHashMap<>();
        ctx.queryParamMap().forEach((name, values) -> {
            if (!values.isEmpty() && query.size() < MAX_PARAMETERS) {
                query.put(name, values.getFirst());
            }
        });
        var peer = Requests.peer(ctx);
        return new SignalHandshake(ctx.path(), query, Requests.bearer(ctx), peer.address(), peer.host());
    }

    public void configure(WsConfig ws) {
        ws.onConnect(this::open);
        ws.onBinaryMessage(SignalSocketAdapter::received);
        ws.onMessage(message -> {
            @Nullable Signalling signalling = message.attribute(PENDING);
            if (signalling != null) {
                signalling.connection.onText(message.message());
            }
        });
        ws.onClose(SignalSocketAdapter::closed);
        ws.onError(failed -> log.debug("a signalling connection failed", failed.error()));
    }

    private void open(WsContext ctx) {
        Signalling signalling = ctx.attribute(PENDING);
        if (signalling == null) {
            throw new IllegalStateException("a connection that nobody checked");
        }
        if (!door.enter(ctx, Kind.SIGNALS)) {
            ctx.closeSession(CloseCode.TRY_AGAIN_LATER.code(), CloseCode.TRY_AGAIN_LATER.name());
            return;
        }
        ctx.session.setMaxBinaryMessageSize(MAX_FRAME_BYTES);
        ctx.session.setMaxTextMessageSize(MAX_FRAME_BYTES);
        ctx.session.setIdleTimeout(Duration.ZERO);
        var outbox = new Outbox(
                new JettySocket(ctx.session),
                Outbox.Limits.DEFAULT,
                () -> log.warn("a signalling connection read too slowly and was cut"));
        outbox.start("rtc-out");
        signalling.sink.outbox = outbox;
        log.atInfo().addKeyValue("request_id", signalling.requestId).log("signalling on {}", signalling.path);
        signalling.connection.onOpen();
    }

    private static void received(WsBinaryMessageContext message) {
        @Nullable Signalling signalling = message.attribute(PENDING);
        if (signalling != null) {
            ByteBuffer data = message.data();
            var frame = new byte[data.remaining()];
            data.get(frame);
            signalling.connection.onBinary(frame);
        }
    }

    private static void closed(WsCloseContext ctx) {
        @Nullable Signalling signalling = ctx.attribute(PENDING);
        if (signalling != null) {
            Outbox outbox = signalling.sink.outbox;
            if (outbox != null) {
                outbox.discard();
            }
            signalling.connection.onClosed();
        }
    }
}
