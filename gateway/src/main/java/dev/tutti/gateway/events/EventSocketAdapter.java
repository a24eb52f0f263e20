package dev.tutti.gateway.events;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.sessions.SessionDoor;
import dev.tutti.gateway.socket.ClientClock;
import dev.tutti.gateway.socket.ConnectionTimes;
import dev.tutti.gateway.socket.JettySocket;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.session.Cursor;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Subscription;
import dev.tutti.session.floor.FloorLoop;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door of {@code /ws}: everything is checked before the upgrade; afterwards it joins a socket to a session. */
public final class EventSocketAdapter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventSocketAdapter.class);
    private static final String HANDSHAKE = "tutti.handshake";
    private static final String LINK = "tutti.link";
    private static final long TICK_MS = 50;
    private static final int METRICS_EVERY = 20;

    private final Ports ports;
    private final Connections connections;
    private final Settings settings;
    private final FrameAdapter frames;
    private final Counter evictions;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-clock").factory());
    private @Nullable Future<?> ticking;
    private int ticks;

    /** What connections stand on. */
    public record Ports(
            FloorLoop floor,
            Authenticator authenticator,
            SessionDoor door,
            NanoClock clock,
            SessionClock sessionClock,
            MeterRegistry meters) {}

    /** How much a connection may be behind, and how long it may be silent. */
    public record Settings(Outbox.Limits outbox, ConnectionTimes times) {
        public static final Settings DEFAULT = new Settings(Outbox.Limits.DEFAULT, ConnectionTimes.DEFAULT);
    }

    private record Link(EventConnection connection, Subscription subscription) {}

    public EventSocketAdapter(Ports ports, FrameCodec codec, Connections connections, Settings settings) {
        this.ports = ports;
        this.connections = connections;
        this.settings = settings;
        frames = new FrameAdapter(
                codec,
                connections,
                ports.floor,
                ports.authenticator,
                new FrameAdapter.Clocks(ports.clock, ports.sessionClock));
        evictions = Counter.builder("tutti.ws.evictions")
                .description("connections cut because they read too slowly")
                .register(ports.meters);
    }

    /** @param also what else has time to keep, on the same thread */
    public void start(Runnable also) {
        ticking = ticker.scheduleAtFixedRate(() -> tick(also), TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick(Runnable also) {
        try {
            connections.tick();
            also.run();
            if (++ticks % METRICS_EVERY == 0) {
                connections.flushMetrics();
                connections.watchAuthority(settings.times.authorityGrace());
            }
        } catch (RuntimeException e) {
            log.error("the clock of the connections goes on after a fault", e);
        }
    }

    @Override
    public void close() {
        Future<?> running = ticking;
        if (running != null) {
            running.cancel(false);
        }
        ticker.shutdown();
        connections.closeAll();
    }

    /** Before the upgrade: throws what is answered instead of it. */
    public void check(Context ctx) {
        SessionDoor.Entrant entrant = ports.door.check(ctx, Kind.EVENTS);
        String cursor = ctx.queryParam("cursor");
        ctx.attribute(
                HANDSHAKE,
                new Handshake(
                        entrant, cursor == null ? null : Cursor.decode(cursor).orElse(null)));
    }

    public void configure(WsConfig ws) {
        ws.onConnect(this::open);
        ws.onMessage(message -> received(message, message.message()));
        // No binary frame means anything here: it counts, and is answered, as one that is no JSON.
        ws.onBinaryMessage(message -> received(message, ""));
        ws.onClose(this::closed);
        ws.onError(failed -> log.debug("a connection failed", failed.error()));
    }

    private void received(WsContext ctx, String text) {
        @Nullable Link link = ctx.attribute(LINK);
        if (link != null) {
            try (var _ = new LogNames(link.connection)) {
                frames.received(link.connection, text);
            }
        }
    }

    private void open(WsContext ctx) {
        Handshake handshake = ctx.attribute(HANDSHAKE);
        if (handshake == null) {
            throw new IllegalStateException("a connection that nobody checked");
        }
        if (!ports.door.enter(ctx, Kind.EVENTS)) {
            ctx.closeSession(CloseCode.TRY_AGAIN_LATER.code(), CloseCode.TRY_AGAIN_LATER.name());
            return;
        }
        ctx.session.setMaxTextMessageSize(4L * FrameCodec.MAX_FRAME_CHARS);
        ctx.session.setIdleTimeout(Duration.ZERO);
        long number = connections.nextNumber();
        var outbox = new Outbox(new JettySocket(ctx.session), settings.outbox, () -> evicted(number));
        var clock = new ClientClock(settings.times, ports.clock.nanoTime());
        SessionWriter session = handshake.session();
        var connection = new EventConnection(number, handshake, outbox, connections.shared(session), clock);
        outbox.start("ws-" + number);
        connections.opened(connection, session);
        Cursor cursor = connection.insight().admitted() ? handshake.cursor() : null;
        ctx.attribute(LINK, new Link(connection, session.subscribe(cursor, connection)));
        try (var _ = new LogNames(connection)) {
            log.info("connection {} of user {} to session {}", number, connection.userId(), session.id());
        }
    }

    private void evicted(long number) {
        evictions.increment();
        log.warn("connection {} read too slowly and was cut", number);
    }

    private void closed(WsCloseContext ctx) {
        @Nullable Link link = ctx.attribute(LINK);
        if (link != null) {
            link.subscription.close();
            link.connection.outbox().discard();
            connections.closed(link.connection);
            connections.peers().gone(link.connection);
            ports.floor.disconnected(link.connection.id());
            try (var _ = new LogNames(link.connection)) {
                log.info("connection {} closed with {}", link.connection.id(), ctx.status());
            }
        }
    }
}
