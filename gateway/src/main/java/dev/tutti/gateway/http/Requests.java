package dev.tutti.gateway.http;

import dev.tutti.gateway.auth.AccessToken;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What is read from a request wherever it goes: its id, its peer, its token. */
public final class Requests {
    static final String ID = "tutti.request-id";
    static final String STARTED_NS = "tutti.started";
    static final String USER = "tutti.user";
    private static final String SERVED_AS = "tutti.served-as";

    private Requests() {}

    /** The id given to the request when it arrived. */
    public static String id(Context ctx) {
        String id = ctx.attribute(ID);
        return id == null ? "" : id;
    }

    /** The other end of a TCP connection, by which it is known from accept to close. */
    public record Remote(String address, int port) {
        public static Remote of(InetSocketAddress socket) {
            return new Remote(plain(socket.getAddress().getHostAddress()), socket.getPort());
        }
    }

    public static Remote remote(Context ctx) {
        return new Remote(plain(ctx.req().getRemoteAddr()), ctx.req().getRemotePort());
    }

    /** Without the brackets and the scope of IPv6. */
    private static String plain(String address) {
        String bare = address.startsWith("[") ? address.substring(1, address.length() - 1) : address;
        int zone = bare.indexOf('%');
        return zone < 0 ? bare : bare.substring(0, zone);
    }

    public static Peer peer(Context ctx) {
        String address = plain(ctx.req().getRemoteAddr());
        String host = Objects.requireNonNullElse(host(ctx), "");
        boolean loopback = isLoopback(address);
        @Nullable String servedAs = ctx.attribute(SERVED_AS);
        String forwardedFor = ctx.header("X-Forwarded-For");
        if (!loopback || (servedAs == null && forwardedFor == null)) {
            return new Peer(address, loopback, ctx.req().isSecure(), host);
        }
        // A proxy of this machine speaks for others. One that the operator did not name is not asked for whom.
        return servedAs == null
                ? new Peer(address, false, ctx.req().isSecure(), host)
                : new Peer(client(forwardedFor, address), false, servedAs.startsWith("https://"), host);
    }

    static void servedAs(Context ctx, @Nullable String origin) {
        ctx.attribute(SERVED_AS, origin);
    }

    /** What our own proxy has added at the end; what stands before it anybody could have written. */
    private static String client(@Nullable String forwardedFor, String proxy) {
        String last = forwardedFor == null
                ? ""
                : plain(forwardedFor
                        .substring(forwardedFor.lastIndexOf(',') + 1)
                        .strip());
        try {
            return InetAddress.ofLiteral(last).getHostAddress();
        } catch (IllegalArgumentException _) {
            return proxy;
        }
    }

    /** By which name the hub was called: the {@code Host} of HTTP/1.1, the {@code :authority} of HTTP/2. */
    public static @Nullable String host(Context ctx) {
        String host = ctx.header("Host");
        if (host != null || !ctx.req().getProtocol().startsWith("HTTP/2")) {
            return host;
        }
        return ctx.req().getServerName() + ":" + ctx.req().getServerPort();
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The token of {@code Authorization: Bearer}. */
    public static @Nullable String bearer(Context ctx) {
        String header = ctx.header("Authorization");
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return null;
        }
        return header.substring("bearer ".length()).strip();
    }

    /** Names the user in the log lines of this request. */
    public static void identify(Context ctx, AccessToken token) {
        ctx.attribute(USER, token.userId().value());
        MDC.put("user", token.userId().value());
    }
}
