package dev.tutti.gateway.http;

import dev.tutti.foundation.WallClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who was refused in the last hour, and why: so many, the same one told once. Thread-safe. */
public final class Refusals {
    static final int MAX = 32;
    private static final Duration LATELY = Duration.ofHours(1);
    /** Codes that keep somebody out who wants to come in. */
    private static final Set<String> KEEPING_OUT = Set.of(
            "HOST_UNKNOWN", "ORIGIN_REFUSED", "TOO_MANY_CONNECTIONS", "RATE_LIMITED", "CODE_UNKNOWN", "CODE_EXPIRED");

    private final WallClock clock;
    private final Map<Key, Refusal> recent = new LinkedHashMap<>();

    private record Key(String kind, String address, String detail) {}

    /**
     * @param kind host_unknown, certificate_refused and the like
     * @param address of who came
     * @param detail the name that was called, the page's origin, what TLS said; empty when the kind says all
     */
    public record Refusal(String kind, String address, String detail, long count, Instant lastAt) {}

    public Refusals(WallClock clock) {
        this.clock = clock;
    }

    /** Somebody is told that error; noted when it keeps him out. */
    public void note(Context ctx, ApiError error) {
        if (KEEPING_OUT.contains(error.code())) {
            String detail = switch (error.code()) {
                case "HOST_UNKNOWN" -> String.valueOf(Requests.host(ctx));
                case "ORIGIN_REFUSED" -> String.valueOf(ctx.header("Origin"));
                default -> "";
            };
            note(error.code().toLowerCase(Locale.ROOT), Requests.peer(ctx).address(), detail);
        }
    }

    synchronized void note(String kind, String address, String detail) {
        var key = new Key(kind, address, ApiErrors.shortened(detail).replaceAll("\\p{Cntrl}", " "));
        var before = recent.remove(key);
        recent.put(key, new Refusal(kind, address, key.detail, before == null ? 1 : before.count + 1, clock.now()));
        if (recent.size() > MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    /** The newest first. */
    public synchronized List<Refusal> lately() {
        var since = clock.now().minus(LATELY);
        return List.copyOf(recent.values()).reversed().stream()
                .filter(one -> one.lastAt.isAfter(since))
                .toList();
    }
}
