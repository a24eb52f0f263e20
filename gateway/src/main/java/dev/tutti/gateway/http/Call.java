package dev.tutti.gateway.http;

import dev.tutti.gateway.auth.AccessToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, decoded and allowed so far.
 *
 * @param token there on every route that needs one
 * @param body the record of the route's body, or null when it takes none
 * @param idempotencyKey empty on routes that change nothing
 * @param kept where a handler says how the change is kept
 */
public record Call(
        String requestId,
        Peer peer,
        @Nullable AccessToken token,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable Object body,
        String idempotencyKey,
        Kept kept) {

    /** How a change is kept; one request's thread only. */
    public static final class Kept {
        private int copies;
        private boolean provisional;

        /**
         * @param onDisks on how many
         * @param byIsland whether an island decided it, and the hub decides it again
         */
        public void set(int onDisks, boolean byIsland) {
            copies = onDisks;
            provisional = byIsland;
        }

        /** 0 when it changed no log. */
        int copies() {
            return copies;
        }

        boolean isProvisional() {
            return provisional;
        }
    }

    public AccessToken caller() {
        if (token == null) {
            throw ApiErrors.tokenMissing();
        }
        return token;
    }

    public <T> T body(Class<T> type) {
        if (body == null) {
            throw new IllegalArgumentException("the route takes no body");
        }
        return type.cast(body);
    }

    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }
}
