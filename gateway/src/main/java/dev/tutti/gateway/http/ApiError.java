package dev.tutti.gateway.http;

import java.util.Map;

/** A refusal that the client is told about: a status, a stable code, a sentence and facts. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> details;

    public ApiError(int status, String code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    public ApiError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> details() {
        return details;
    }

    /** The seconds of a {@code Retry-After} header, or 0. */
    long retryAfterS() {
        return details.get("retry_after_ms") instanceof Long ms ? (ms + 999) / 1000 : 0;
    }
}
