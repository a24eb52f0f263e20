package dev.tutti.gateway.http;

import dev.tutti.gateway.auth.AccessToken;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One request, decoded and allowed so far.
 *
 * @param token there on every route that needs one
 * @param body the record of the route's body, or null when it takes none
 * @param idempotencyKey empty on routes that change nothing
 * @param copies where a handler says on how many disks the change is; 0 when it changed no log
 */
public record Call(
        String requestId,
        Peer peer,
        @Nullable AccessToken token,
        Map<String, String> path,
        Map<String, String> query,
        @Nullable Object body,
        String idempotencyKey,
        AtomicInteger copies) {

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
