package dev.tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/** The one shape of every error, in REST answers and in {@code error} frames. */
public record ErrorAnswer(ErrorBody error) {
    /**
     * What went wrong.
     *
     * @param code stable, for programs
     * @param message a sentence for the person in front of the screen
     * @param details facts for programs, such as {@code retry_after_ms} or {@code line} and {@code column}
     * @param requestId the same as in the header {@code X-Request-Id} and in the hub's log
     */
    public record ErrorBody(
            String code,
            String message,
            Map<String, Object> details,
            @JsonProperty("requestId") String requestId) {}
}
