package dev.tutti.gateway.http;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through only when it was sent to the hub by one of its own names (else a foreign name was bound to our
 * address) and, from a page, by a page of the hub. Thread-safe.
 */
public final class AddressGuard {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private volatile Allowed allowed;

    /**
     * @param hosts names and addresses the hub is reached by, without ports
     * @param origins further origins whose pages may talk to the hub, as browsers write them: those of apps, and those by
     *     which a proxy in front serves the hub itself
     * @param nodes origins of the hub's other nodes: their pages go on here when their own node dies
     */
    public record Allowed(Set<String> hosts, Set<String> origins, Set<String> nodes) {
        public Allowed {
            hosts = Set.copyOf(hosts);
            origins = Set.copyOf(origins);
            nodes = Set.copyOf(nodes);
        }

        public Allowed(Set<String> hosts, Set<String> origins) {
            this(hosts, origins, Set.of());
        }

        private @Nullable String proxied(String name) {
            return hosts.contains(name)
                    ? null
                    : origins.stream()
                            .filter(origin -> name(authority(origin)).equals(name))
                            .findAny()
                            .orElse(null);
        }
    }

    public AddressGuard(Allowed allowed) {
        this.allowed = allowed;
    }

    public void allow(Allowed now) {
        allowed = now;
    }

    /** Throws 421 unless the {@code Host} is ours. */
    public void checkHost(@Nullable String host) {
        if (host == null || (!allowed.hosts.contains(name(host)) && servedAs(host) == null)) {
            throw ApiErrors.hostUnknown(String.valueOf(host));
        }
    }

    /** Notes by which origin a proxy serves the hub under the name that this request was sent to. */
    public void markProxied(Context ctx) {
        Requests.servedAs(ctx, servedAs(Requests.host(ctx)));
    }

    private @Nullable String servedAs(@Nullable String host) {
        return host == null ? null : allowed.proxied(name(host));
    }

    /** Whether pages of that origin, which is not the hub's own, may read what the hub answers. */
    boolean trusts(String origin) {
        Allowed now = allowed;
        return now.origins.contains(origin) || now.nodes.contains(origin);
    }

    /**
     * Throws 403 unless the page came from where the request goes: by the same scheme, from the same name and port.
     * Another server of this machine is a stranger, too. Programs that are no browser send no {@code Origin}.
     *
     * @param host to whom the request was sent; {@link #checkHost} let it through
     * @param secure whether it came by TLS
     */
    public void checkOrigin(@Nullable String origin, @Nullable String host, boolean secure) {
        if (origin == null || trusts(origin)) {
            return;
        }
        String scheme = secure ? "https" : "http";
        try {
            var page = new URI(origin);
            boolean own = scheme.equals(page.getScheme())
                    && page.getAuthority() != null
                    && page.getUserInfo() == null
                    && host != null
                    && allowed.hosts.contains(name(page.getAuthority()))
                    && name(page.getAuthority()).equals(name(host))
                    && port(page.getAuthority(), secure) == port(host, secure);
            if (own) {
                return;
            }
        } catch (URISyntaxException _) {
            // falls through: what cannot be read is not ours
        }
        throw ApiErrors.originRefused(origin);
    }

    /** The port in {@code name:port}; the scheme's own when there is none, -1 for what is no port. */
    private static int port(String authority, boolean secure) {
        int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
        if (colon < 0) {
            return secure ? HTTPS : HTTP;
        }
        try {
            return Integer.parseInt(authority.substring(colon + 1));
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("://") + "://".length());
    }

    /** The name in {@code name:port}, without the brackets of IPv6. */
    static String name(String authority) {
        String lower = authority.toLowerCase(Locale.ROOT);
        if (lower.startsWith("[")) {
            int end = lower.indexOf(']');
            return end < 0 ? "" : lower.substring(1, end);
        }
        int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }
}
