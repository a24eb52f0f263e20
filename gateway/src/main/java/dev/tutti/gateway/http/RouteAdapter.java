package dev.tutti.gateway.http;

import dev.tutti.foundation.Sha256;
import dev.tutti.gateway.auth.AccessToken;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes a request of a declared route, lets it pass or not, and hands it to the route's handler. Thread-safe. */
public final class RouteAdapter {
    /** On how many disks the change is (docs/log-replication.md). */
    static final String COPIES = "Tutti-Copies";

    /** The hub was out of reach: it decides the change again. */
    static final String PROVISIONAL = "Tutti-Provisional";

    private static final int MAX_QUERY = 32;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.:-]{8,128}");

    private final JsonCodec json;
    private final Function<String, AccessToken> authenticate;
    private final RateLimits limits;
    private volatile Operators operators;
    private final IdempotencyStore answers;
    private final ReplyPublisher publisher;

    /**
     * @param authenticate the token of a text, or an {@link ApiError}
     * @param operators who may read what is for operators
     */
    public RouteAdapter(
            JsonCodec json,
            Function<String, AccessToken> authenticate,
            Operators operators,
            RateLimits limits,
            ReplyPublisher publisher) {
        this.json = json;
        this.authenticate = authenticate;
        this.operators = operators;
        this.limits = limits;
        this.publisher = publisher;
        this.answers = new IdempotencyStore(IdempotencyStore.Limits.DEFAULT);
    }

    /** Others from now on. */
    public void operators(Operators now) {
        operators = now;
    }

    public void handle(Route route, Context ctx) {
        Peer peer = Requests.peer(ctx);
        AccessToken token = token(route, ctx);
        if (token != null) {
            Requests.identify(ctx, token);
        }
        if (!route.mutates()) {
            limit(route, peer);
            Object record = record(route, route.body() == null ? new byte[0] : jsonBody(ctx, route));
            publisher.publish(ctx, route.handler().handle(call(route, ctx, token, record, "")));
            return;
        }
        String key = idempotencyKey(ctx);
        byte[] body = route.body() == null ? new byte[0] : jsonBody(ctx, route);
        String who = token == null ? peer.address() : token.userId().value();
        var once = new IdempotencyStore.Key(who, route.name(), key);
        String request = new Sha256().text(ctx.path()).bytes(body).hex(16);
        publisher.publish(ctx, answers.once(once, request, () -> {
            limit(route, peer);
            Call call = call(route, ctx, token, record(route, body), key);
            Reply reply = route.handler().handle(call);
            int copies = call.kept().copies();
            Reply.Bytes answer = publisher.encoded(reply, copies);
            Reply.Bytes counted = copies == 0 ? answer : answer.with(COPIES, Integer.toString(copies));
            return call.kept().isProvisional() ? counted.with(PROVISIONAL, "true") : counted;
        }));
    }

    private void limit(Route route, Peer peer) {
        RateLimit limit = route.limit();
        if (limit != null) {
            limits.take(limit, peer.address());
        }
    }

    private @Nullable AccessToken token(Route route, Context ctx) {
        String bearer = Requests.bearer(ctx);
        return switch (route.access()) {
            case PUBLIC -> null;
            case OPERATOR -> {
                AccessToken known = bearer == null ? null : known(bearer);
                if (known == null || !known.isOwner()) {
                    operators.check(Requests.peer(ctx), bearer);
                }
                yield null;
            }
            case KNOWN_OR_NOT -> bearer == null ? null : known(bearer);
            case USER -> secure(route, authenticate.apply(required(bearer)));
            case OWNER -> owner(secure(route, authenticate.apply(required(bearer))));
            case KEEPER ->
                operators.isConsole(bearer) ? null : owner(secure(route, authenticate.apply(required(bearer))));
        };
    }

    /** Somebody whose token has run out is simply not known. */
    private @Nullable AccessToken known(String bearer) {
        try {
            return authenticate.apply(bearer);
        } catch (ApiError _) {
            return null;
        }
    }

    private static String required(@Nullable String bearer) {
        if (bearer == null) {
            throw ApiErrors.tokenMissing();
        }
        return bearer;
    }

    private static AccessToken secure(Route route, AccessToken token) {
        if (token.listenOnly() && route.refusesListeners()) {
            throw ApiErrors.listenOnly();
        }
        return token;
    }

    private static AccessToken owner(AccessToken token) {
        if (!token.isOwner()) {
            throw ApiErrors.ownerOnly();
        }
        return token;
    }

    private static String idempotencyKey(Context ctx) {
        String key = ctx.header("Idempotency-Key");
        if (key == null || key.isEmpty()) {
            throw ApiErrors.keyMissing();
        }
        if (!KEY.matcher(key).matches()) {
            throw ApiErrors.keyInvalid();
        }
        return key;
    }

    private static byte[] jsonBody(Context ctx, Route route) {
        byte[] body = body(ctx, route.maxBodyBytes());
        String type = ctx.contentType();
        boolean isJson = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
        if (body.length > 0 && !isJson) {
            throw ApiErrors.notJson();
        }
        return body;
    }

    /** The whole body, or an error 413 when it is larger. */
    public static byte[] body(Context ctx, int maxBytes) {
        if (ctx.req().getContentLengthLong() > maxBytes) {
            throw ApiErrors.bodyTooLarge(maxBytes);
        }
        try (InputStream in = ctx.req().getInputStream()) {
            byte[] body = in.readNBytes(maxBytes + 1);
            if (body.length > maxBytes) {
                throw ApiErrors.bodyTooLarge(maxBytes);
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException("the request broke off", e);
        }
    }

    /** A body that may be empty when all its fields are optional. */
    private @Nullable Object record(Route route, byte[] body) {
        Class<?> type = route.body();
        if (type == null) {
            return null;
        }
        return json.read(body.length == 0 ? new byte[] {'{', '}'} : body, type);
    }

    private static Call call(Route route, Context ctx, @Nullable AccessToken token, @Nullable Object body, String key) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String name : route.query()) {
            String value = ctx.queryParam(name);
            if (value != null && query.size() < MAX_QUERY) {
                query.put(name, value);
            }
        }
        return new Call(
                Requests.id(ctx), Requests.peer(ctx), token, ctx.pathParamMap(), query, body, key, new Call.Kept());
    }
}
