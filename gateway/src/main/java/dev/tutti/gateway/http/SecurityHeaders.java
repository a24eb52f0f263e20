package dev.tutti.gateway.http;

import io.javalin.http.Context;

/** Headers that every answer carries. */
public final class SecurityHeaders {
    /**
     * Scripts and styles only from the hub, nothing inline: the page moves things through the object model. Connections
     * go to the hub under any of its addresses ({@code 'self'} covers WebSockets of this one, the media server may be
     * another).
     */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'");

    private SecurityHeaders() {}

    public static void set(Context ctx) {
        ctx.header("Content-Security-Policy", POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "microphone=(self), speaker-selection=(self), camera=(self), geolocation=()");
    }
}
