package dev.tutti.gateway.http;

import io.javalin.http.Context;

/**
 * Lets pages of the operator's other origins read answers (Fetch standard, CORS protocol): never with cookies, the hub has
 * none. Thread-safe.
 */
public final class ForeignPages {
    private final AddressGuard guard;

    public ForeignPages(AddressGuard guard) {
        this.guard = guard;
    }

    /** Marks the answer as readable by the page; true when the request only asks whether it may be sent. */
    public boolean admit(Context ctx) {
        String origin = ctx.header("Origin");
        if (origin == null || !guard.trusts(origin)) {
            return false;
        }
        ctx.header("Access-Control-Allow-Origin", origin);
        ctx.header("Access-Control-Expose-Headers", "Retry-After, X-Request-Id");
        ctx.header("Vary", "Origin");
        boolean asks = "OPTIONS".equals(ctx.req().getMethod()) && ctx.header("Access-Control-Request-Method") != null;
        if (asks) {
            ctx.header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
            ctx.header("Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key, X-Request-Id");
            ctx.header("Access-Control-Max-Age", "600");
            ctx.status(204);
        }
        return asks;
    }
}
