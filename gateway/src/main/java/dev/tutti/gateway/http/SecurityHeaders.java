package dev.tutti.gateway.http;

import io.javalin.http.Context;
import java.util.List;
import java.util.TreeSet;

/** Headers that every answer carries. Thread-safe. */
public final class SecurityHeaders {
    /** Scripts and styles only from the hub, nothing inline: the page moves things through the object model. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "font-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "connect-src 'self'");

    private volatile String policy = POLICY;

    /**
     * Connections go to the hub and nowhere else: to where the page came from, and to the sockets of its other names and
     * addresses ({@code 'self'} does not cover WebSockets in every browser; the policy has no words for IPv6).
     */
    public void connectTo(AddressGuard.Allowed allowed, List<Endpoint> endpoints) {
        var sources = new TreeSet<String>();
        for (Endpoint endpoint : endpoints.stream().filter(e -> !e.peers()).toList()) {
            String scheme = endpoint.tls() ? "wss://" : "ws://";
            allowed.hosts().stream()
                    .filter(host -> !host.contains(":"))
                    .forEach(host -> sources.add(scheme + host + ":" + endpoint.port()));
        }
        allowed.origins().stream()
                .filter(origin -> !origin.contains("["))
                .forEach(origin -> sources.add(origin.replaceFirst("^http", "ws")));
        // Other nodes are asked, too, not only listened to.
        allowed.nodes().stream().filter(origin -> !origin.contains("[")).forEach(origin -> {
            sources.add(origin);
            sources.add(origin.replaceFirst("^http", "ws"));
        });
        policy = POLICY + " " + String.join(" ", sources);
    }

    public void set(Context ctx) {
        ctx.header("Content-Security-Policy", policy);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "no-referrer");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Permissions-Policy", "microphone=(self), speaker-selection=(self), camera=(self), geolocation=()");
    }
}
