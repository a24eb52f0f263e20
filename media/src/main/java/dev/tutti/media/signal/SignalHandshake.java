package dev.tutti.media.signal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an HTTP request for signalling says.
 *
 * @param path as requested: {@code /rtc}, {@code /rtc/v1}, with or without {@code /validate}
 * @param query the query parameters, decoded, the first value of each
 * @param bearer the token of the {@code Authorization: Bearer} header, when there is one
 * @param remoteAddress the client's address as text, for logs and limits
 * @param host the {@code Host} header
 */
public record SignalHandshake(
        String path, Map<String, String> query, @Nullable String bearer, String remoteAddress, String host) {
    public SignalHandshake {
        query = Map.copyOf(query);
    }

    /** The parameter's value, or an empty text when it is missing. */
    String parameter(String name) {
        return query.getOrDefault(name, "");
    }
}
