package dev.tutti.gateway.http;

import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.http.Requests.Remote;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import java.net.InetSocketAddress;

/** How many connections may be open, and how often WebSockets may be opened. Thread-safe. */
public final class SocketDoor {
    private final RateLimits limits;
    private final OpenConnections connections;

    public SocketDoor(RateLimits limits, OpenConnections connections) {
        this.limits = limits;
        this.connections = connections;
    }

    /** Before anything else: throws when its connection was one too many. */
    public void checkRequest(Context ctx) {
        try {
            connections.checkRequest(Requests.remote(ctx));
        } catch (ApiError refused) {
            ctx.header("Connection", "close");
            throw refused;
        }
    }

    /** Before the upgrade: throws 429 or 503. */
    public void check(Context ctx, Kind kind) {
        limits.take(
                kind == Kind.SIGNALS ? RateLimit.SIGNAL : RateLimit.CONNECT,
                Requests.peer(ctx).address());
        connections.check(kind, Requests.remote(ctx).address());
    }

    /** After it: false when the last place was taken meanwhile. */
    public boolean enter(WsContext ctx, Kind kind) {
        return ctx.session.getRemoteSocketAddress() instanceof InetSocketAddress remote
                && connections.upgraded(Remote.of(remote), kind);
    }
}
