package dev.tutti.media;

import dev.tutti.media.signal.SignalConnection;
import dev.tutti.media.signal.SignalHandshake;
import dev.tutti.media.signal.SignalRefused;
import dev.tutti.media.signal.SignalSink;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** The thinnest HTTP in front of a media server, so that real clients can be tried without the gateway. */
public final class LiveKitFront implements AutoCloseable {
    public static final String KEY = "devkey";
    public static final String SECRET = "a-secret-of-at-least-32-characters!!";

    private final Javalin http;

    LiveKitFront(MediaServer media, int port) {
        http = Javalin.create(config -> routes(config, media)).start("127.0.0.1", port);
    }

    /** In front of a test's server, on a port of the system's choice. */
    public static LiveKitFront before(TestMedia media) {
        return new LiveKitFront(media.server(), 0);
    }

    int port() {
        return http.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    private static void routes(JavalinConfig config, MediaServer media) {
        config.startup.showJavalinBanner = false;
        config.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(512 * 1024));
        config.jetty.modifyWebSocketServletFactory(factory -> factory.setMaxBinaryMessageSize(1024 * 1024));
        for (String path : List.of("/rtc", "/rtc/v1")) {
            config.routes.wsBeforeUpgrade(path, ctx -> {
                var sink = new JettySink();
                try {
                    ctx.attribute("connection", media.signalling().open(handshake(ctx), sink));
                    ctx.attribute("sink", sink);
                } catch (SignalRefused e) {
                    ctx.status(e.httpStatus()).result(e.text()).skipRemainingHandlers();
                }
            });
            config.routes.ws(path, ws -> {
                ws.onConnect(ctx -> {
                    JettySink sink = ctx.attribute("sink");
                    SignalConnection connection = ctx.attribute("connection");
                    if (sink == null || connection == null) {
                        ctx.closeSession();
                    } else {
                        sink.session = ctx.session;
                        connection.onOpen();
                    }
                });
                ws.onBinaryMessage(
                        ctx -> connection(ctx.attribute("connection")).onBinary(bytes(ctx.data())));
                ws.onMessage(ctx -> connection(ctx.attribute("connection")).onText(ctx.message()));
                ws.onClose(ctx -> connection(ctx.attribute("connection")).onClosed());
            });
            config.routes.get(path + "/validate", ctx -> {
                try {
                    media.signalling().validate(handshake(ctx));
                    ctx.result("success");
                } catch (SignalRefused e) {
                    ctx.status(e.httpStatus()).result(e.text());
                }
            });
        }
        config.routes.post("/twirp/livekit.RoomService/{method}", ctx -> {
            var answer = media.roomService()
                    .handle(ctx.pathParam("method"), ctx.contentType(), bearer(ctx), ctx.bodyAsBytes());
            ctx.status(answer.status()).contentType(answer.contentType()).result(answer.body());
        });
        config.routes.options("/*", LiveKitFront::allowAnybody);
        config.routes.before(LiveKitFront::allowAnybody);
    }

    private static void allowAnybody(Context ctx) {
        ctx.header("Access-Control-Allow-Origin", "*");
        ctx.header("Access-Control-Allow-Headers", "*");
    }

    private static SignalConnection connection(@Nullable SignalConnection connection) {
        if (connection == null) {
            throw new IllegalStateException("A WebSocket without a connection");
        }
        return connection;
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    private static SignalHandshake handshake(Context ctx) {
        var query = new HashMap<String, String>();
        ctx.queryParamMap().forEach((name, values) -> query.put(name, values.getFirst()));
        String host = ctx.header("Host");
        return new SignalHandshake(ctx.path(), query, bearer(ctx), ctx.ip(), host == null ? "" : host);
    }

    private static @Nullable String bearer(Context ctx) {
        String header = ctx.header("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring(7) : null;
    }

    @Override
    public void close() {
        http.stop();
    }

    /** Sends one frame after the other. */
    private static final class JettySink implements SignalSink {
        private final List<Runnable> waiting = new ArrayList<>();
        private boolean busy;
        private @Nullable Session session;

        @Override
        public void send(byte[] frame) {
            enqueue(() -> open().sendBinary(ByteBuffer.wrap(frame), Callback.from(this::next, _ -> next())));
        }

        @Override
        public void sendText(String frame) {
            enqueue(() -> open().sendText(frame, Callback.from(this::next, _ -> next())));
        }

        @Override
        public void close(int code, String reason) {
            enqueue(() -> open().close(code, reason, Callback.from(this::next, _ -> next())));
        }

        private Session open() {
            if (session == null) {
                throw new IllegalStateException("Not open yet");
            }
            return session;
        }

        private void enqueue(Runnable send) {
            synchronized (waiting) {
                if (busy) {
                    waiting.add(send);
                    return;
                }
                busy = true;
            }
            send.run();
        }

        private void next() {
            Runnable send;
            synchronized (waiting) {
                if (waiting.isEmpty()) {
                    busy = false;
                    return;
                }
                send = waiting.removeFirst();
            }
            send.run();
        }
    }

    /** Serves on a port until the process ends, for trying clients by hand: {@code LiveKitFront PORT MEDIA_PORT [ADDRESS…]}. */
    public static void main(String[] args) throws Exception {
        var addresses = new ArrayList<InetAddress>();
        for (int i = 2; i < args.length; i++) {
            addresses.add(InetAddress.getByName(args[i]));
        }
        if (addresses.isEmpty()) {
            addresses.add(InetAddress.getLoopbackAddress());
        }
        var config = MediaConfig.of(addresses, Integer.parseInt(args[1]), Map.of(KEY, SECRET));
        try (var media = MediaServer.start(config, new MediaListener() {});
                var front = new LiveKitFront(media, Integer.parseInt(args[0]))) {
            System.out.println("ready " + front.port());
            new CountDownLatch(1).await();
        }
    }
}
