package dev.tutti.gateway.http;

import dev.tutti.gateway.http.Requests.Remote;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who has how many connections open, and when that is enough. Each begins as plain HTTP and may become a WebSocket; its
 * place is free again when its TCP connection is gone, however it went. Thread-safe.
 *
 * <p>One too many is told so in an answer; from twice the limit on, connections are closed without one.
 */
public final class OpenConnections {
    private static final int DEAF_FROM = 2;

    private final Limits limits;
    private final Map<Remote, Place> open = new HashMap<>();
    private final Map<Kind, Integer> totals = new EnumMap<>(Kind.class);
    private final Map<Tally, Integer> byHost = new HashMap<>();

    /** What a connection is used for; each kind has the whole limit to itself. */
    public enum Kind {
        HTTP,
        EVENTS,
        SIGNALS,
        PEERS
    }

    /** How many of each kind may be open: in all, and from one address. */
    public record Limits(int total, int perAddress) {
        public static final Limits DEFAULT = new Limits(4000, 200);
    }

    private record Place(Kind kind, String host, boolean tooMany) {}

    private record Tally(Kind kind, String host) {}

    public OpenConnections(Limits limits) {
        this.limits = limits;
    }

    public void bindTo(MeterRegistry meters) {
        for (Kind kind : Kind.values()) {
            Gauge.builder("tutti.connections", this, all -> all.count(kind))
                    .description("open connections")
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    /** A TCP connection came in; false when it is to be closed at once. */
    synchronized boolean opened(Remote remote) {
        var host = AddressBlock.host(remote.address());
        boolean taken = take(remote, new Place(Kind.HTTP, host, !hasRoom(Kind.HTTP, host, 1)));
        return taken && hasRoom(Kind.HTTP, host, DEAF_FROM);
    }

    private boolean take(Remote remote, Place place) {
        if (open.putIfAbsent(remote, place) != null) {
            return false;
        }
        totals.merge(place.kind, 1, Integer::sum);
        byHost.merge(new Tally(place.kind, place.host), 1, Integer::sum);
        return true;
    }

    /** It is gone. */
    synchronized void closed(Remote remote) {
        Place place = open.remove(remote);
        if (place != null) {
            totals.merge(place.kind, -1, Integer::sum);
            byHost.computeIfPresent(new Tally(place.kind, place.host), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Throws when this connection was one too many. */
    synchronized void checkRequest(Remote remote) {
        Place place = open.get(remote);
        if (place != null && place.tooMany) {
            throw refusal(Kind.HTTP, place.host);
        }
    }

    /** Throws when there is no room for one more of that kind from there. */
    public synchronized void check(Kind kind, String address) {
        var host = AddressBlock.host(address);
        if (!hasRoom(kind, host, 1)) {
            throw refusal(kind, host);
        }
    }

    /** The connection was upgraded; false when others were quicker and there is no room any more. */
    public synchronized boolean upgraded(Remote remote, Kind kind) {
        var host = AddressBlock.host(remote.address());
        if (!hasRoom(kind, host, 1)) {
            return false;
        }
        closed(remote);
        return take(remote, new Place(kind, host, false));
    }

    private boolean hasRoom(Kind kind, String host, int times) {
        return count(kind) < times * (long) limits.total && count(kind, host) < times * (long) limits.perAddress;
    }

    private ApiError refusal(Kind kind, String host) {
        return count(kind, host) >= limits.perAddress
                ? ApiErrors.tooManyFromThere(limits.perAddress)
                : ApiErrors.tooManyConnections();
    }

    public synchronized int count(Kind kind) {
        return totals.getOrDefault(kind, 0);
    }

    /** From where there are connections of any kind. */
    public synchronized Set<String> addresses() {
        return open.keySet().stream().map(Remote::address).collect(Collectors.toUnmodifiableSet());
    }

    private int count(Kind kind, String host) {
        return byHost.getOrDefault(new Tally(kind, host), 0);
    }
}
