package dev.tutti.gateway.http;

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
    private volatile Allowed allowed;

    /**
     * @param hosts names and addresses the hub is reached by, without ports
     * @param origins further origins whose pages may talk to the hub, such as {@code http://localhost:5173}
     */
    public record Allowed(Set<String> hosts, Set<String> origins) {
        public Allowed {
            hosts = Set.copyOf(hosts);
            origins = Set.copyOf(origins);
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
        if (host == null || !allowed.hosts.contains(name(host))) {
            throw ApiErrors.hostUnknown(String.valueOf(host));
        }
    }

    /** Throws 403 unless the page is ours; programs that are no browser send no {@code Origin}. */
    public void checkOrigin(@Nullable String origin) {
        if (origin == null || allowed.origins.contains(origin)) {
            return;
        }
        try {
            var uri = new URI(origin);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getAuthority() != null && allowed.hosts.contains(name(uri.getAuthority()))) {
                return;
            }
        } catch (URISyntaxException _) {
            // falls through: what cannot be read is not ours
        }
        throw ApiErrors.originRefused(origin);
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
