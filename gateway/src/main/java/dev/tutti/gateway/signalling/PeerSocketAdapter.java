package dev.tutti.gateway.signalling;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.JsonCodec;
import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.sessions.Refusals;
import dev.tutti.gateway.sessions.SessionDoor;
import dev.tutti.gateway.sessions.SessionDoor.Entrant;
import dev.tutti.gateway.socket.ClientClock;
import dev.tutti.gateway.socket.ConnectionTimes;
import dev.tutti.gateway.socket.JettySocket;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.session.Rejections;
import io.javalin.http.Context;
import io.javalin.websocket.WsCloseContext;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for 003's clients: a member of the session, by the token in the address; nobody is anonymous. */
public final class PeerSocketAdapter {
    /** On every port; on the signalling port it is {@code /}, too. */
    public static final String PATH = "/signal";

    private static final Logger log = LoggerFactory.getLogger(PeerSocketAdapter.class);
    private static final String ENTRANT = "tutti.peer-entrant";
    private static final String LINK = "tutti.peer";

    private final SessionDoor door;
    private final PeerRegistry peers;
    private final FlatFrames codec;
    private final Patience patience;
    private final Clocks clocks;
    private final Set<PeerConnection> open = ConcurrentHashMap.newKeySet();

    /** How much a peer may be behind, and how long it may be silent. */
    public record Patience(Outbox.Limits outbox, ConnectionTimes times) {}

    /** Monotonic time for rates and silence, wall time for tokens. */
    public record Clocks(NanoClock nano, WallClock wall) {}

    public PeerSocketAdapter(SessionDoor door, PeerRegistry peers, JsonCodec json, Patience patience, Clocks clocks) {
        this.door = door;
        this.peers = peers;
        this.patience = patience;
        this.clocks = clocks;
        codec = new FlatFrames(json);
    }

    /** Before the upgrade: throws what is answered instead of it. */
    public void check(Context ctx) {
        ctx.attribute(ENTRANT, door.check(ctx, Kind.PEERS));
    }

    public void configure(WsConfig ws) {
        ws.onConnect(this::opened);
        ws.onMessage(message -> received(message, message.message()));
        ws.onBinaryMessage(message -> received(message, ""));
        ws.onClose(this::closed);
        ws.onError(failed -> log.debug("a peer's connection failed", failed.error()));
    }

    private void opened(WsContext ctx) {
        Entrant entrant = ctx.attribute(ENTRANT);
        if (entrant == null) {
            throw new IllegalStateException("a connection that nobody checked");
        }
        if (!door.enter(ctx, Kind.PEERS)) {
            ctx.closeSession(CloseCode.TRY_AGAIN_LATER.code(), CloseCode.TRY_AGAIN_LATER.name());
            return;
        }
        ctx.session.setMaxTextMessageSize(4L * FlatFrames.MAX_FRAME_CHARS);
        ctx.session.setIdleTimeout(Duration.ZERO);
        var outbox = new Outbox(
                new JettySocket(ctx.session),
                patience.outbox,
                () -> log.warn("a peer's connection read too slowly and was cut"));
        outbox.start("peer-out");
        var clock = new ClientClock(patience.times, clocks.nano.nanoTime());
        var connection = new PeerConnection(entrant, outbox, clock, codec);
        ctx.attribute(LINK, connection);
        open.add(connection);
        log.info("a peer's connection of user {} to session {}", connection.userId(), connection.sessionId());
    }

    private void received(WsContext ctx, String text) {
        @Nullable PeerConnection connection = ctx.attribute(LINK);
        if (connection == null) {
            return;
        }
        switch (connection.clock().heard(clocks.nano.nanoTime())) {
            case FINE -> handle(connection, text);
            case TOO_FAST -> refuse(connection, new ApiError(429, "TOO_MANY_FRAMES", "That was too many frames."));
            case FLOOD -> end(connection, CloseCode.TOO_MANY_FRAMES);
        }
    }

    private void handle(PeerConnection connection, String text) {
        try {
            switch (codec.read(text)) {
                case FlatFrames.Said.Ping ping -> connection.outbox().offer(codec.pong(ping.timestamp()));
                case FlatFrames.Said.Alive _ -> {}
                case FlatFrames.Said.Frame said -> {
                    if (!connection.isAdmitted()) {
                        throw Refusals.of(Rejections.notAdmitted());
                    }
                    peers.handle(connection, said.frame());
                }
            }
        } catch (ApiError error) {
            refuse(connection, error);
        } catch (RuntimeException e) {
            log.error("a peer's frame failed", e);
            refuse(connection, ApiErrors.internal());
        }
    }

    private void refuse(PeerConnection connection, ApiError error) {
        connection.outbox().offer(codec.error(error, connection.entrant().requestId()));
    }

    private void end(PeerConnection connection, CloseCode code) {
        peers.gone(connection);
        connection.close(code);
    }

    private void closed(WsCloseContext ctx) {
        @Nullable PeerConnection connection = ctx.attribute(LINK);
        if (connection != null) {
            open.remove(connection);
            peers.gone(connection);
            connection.outbox().discard();
        }
    }

    /** Does what time demands: pings, closings, and good-bye to who is not in the session any more. The clock's thread. */
    public void tick() {
        long nowNs = clocks.nano.nanoTime();
        Instant now = clocks.wall.now();
        open.forEach(connection -> tick(connection, nowNs, now));
    }

    private void tick(PeerConnection connection, long nowNs, Instant now) {
        var state = connection.entrant().session().state();
        if (state.isEnded()) {
            end(connection, CloseCode.SESSION_CLOSED);
        } else if (!state.mayRefresh(connection.userId())) {
            end(connection, CloseCode.REMOVED);
        } else if (!now.isBefore(connection.entrant().token().expiresAt())) {
            end(connection, CloseCode.TOKEN_EXPIRED);
        } else if (connection.clock().silenceDue(nowNs)) {
            end(connection, CloseCode.SILENT);
        } else if (connection.clock().pingDue(nowNs) > 0) {
            connection.outbox().offer(codec.ping(now.toEpochMilli()));
        }
    }

    /** The hub stops. */
    public void closeAll() {
        open.forEach(connection -> end(connection, CloseCode.GOING_AWAY));
    }
}
