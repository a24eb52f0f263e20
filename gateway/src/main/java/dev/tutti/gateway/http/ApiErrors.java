package dev.tutti.gateway.http;

import java.util.Map;

/** The refusals that come from the protocol itself, in the product's wording. */
public final class ApiErrors {
    private ApiErrors() {}

    public static ApiError notFound(String path) {
        return new ApiError(404, "NOT_FOUND", "The hub has nothing at " + shortened(path) + ".");
    }

    public static ApiError methodNotAllowed(String method, String allowed) {
        return new ApiError(
                405,
                "METHOD_NOT_ALLOWED",
                method + " does not work here. Use " + allowed + ".",
                Map.of("allow", allowed));
    }

    static ApiError bodyTooLarge(long limitBytes) {
        return new ApiError(
                413,
                "BODY_TOO_LARGE",
                "The request is larger than " + limitBytes + " bytes.",
                Map.of("max_bytes", limitBytes));
    }

    static ApiError notJson() {
        return new ApiError(415, "CONTENT_TYPE_UNSUPPORTED", "Send JSON, with Content-Type: application/json.");
    }

    static ApiError malformed(String what, long line, long column) {
        return new ApiError(
                400,
                "JSON_MALFORMED",
                "The JSON breaks at line " + line + ", column " + column + ": " + what,
                Map.of("line", line, "column", column));
    }

    public static ApiError invalid(String field, String why) {
        return new ApiError(400, "VALUE_INVALID", why, Map.of("field", field));
    }

    static ApiError keyMissing() {
        return new ApiError(
                400,
                "IDEMPOTENCY_KEY_MISSING",
                "Send an Idempotency-Key header, so that a repeated request does its work once.");
    }

    static ApiError keyInvalid() {
        return new ApiError(
                400, "IDEMPOTENCY_KEY_INVALID", "An Idempotency-Key has 8 to 128 letters, digits, '-', '_' or '.'.");
    }

    static ApiError keyReused() {
        return new ApiError(
                409,
                "IDEMPOTENCY_KEY_REUSED",
                "This Idempotency-Key came with another request before. Take a new one.");
    }

    public static ApiError tokenMissing() {
        return new ApiError(401, "TOKEN_MISSING", "The hub does not know who you are. Join with a code first.");
    }

    public static ApiError tokenInvalid() {
        return new ApiError(401, "TOKEN_INVALID", "The hub does not accept this token. Join with a code again.");
    }

    public static ApiError tokenExpired() {
        return new ApiError(401, "TOKEN_EXPIRED", "The token has run out. Refresh it, then try again.");
    }

    /** A token or a link that went over plain HTTP could have been read by anybody on the network. */
    public static ApiError listenOnly() {
        return new ApiError(
                403,
                "LISTEN_ONLY",
                "This page came without encryption, so it may only listen. Open the hub's https address to do this.");
    }

    public static ApiError ownerOnly() {
        return new ApiError(403, "OWNER_ONLY", "Only the owner of this hub opens sessions.");
    }

    static ApiError operatorsOnly() {
        return new ApiError(
                403,
                "OPERATORS_ONLY",
                "Measurements are shown on the hub's own machine. For others set metrics-from or metrics-token.");
    }

    static ApiError tooManyFromThere(int limit) {
        return new ApiError(
                429,
                "TOO_MANY_CONNECTIONS",
                "Your address has " + limit + " connections open. Close some, then try again.",
                Map.of("limit", limit));
    }

    static ApiError tooManyConnections() {
        return new ApiError(503, "TOO_MANY_CONNECTIONS", "The hub has no room for more connections. Try again later.");
    }

    static ApiError hostUnknown(String host) {
        return new ApiError(
                421,
                "HOST_UNKNOWN",
                "This hub does not answer for " + shortened(host) + ". Use an address that it shows."
                        + " A proxy's name is set with --origin https://NAME.");
    }

    static ApiError originRefused(String origin) {
        return new ApiError(
                403,
                "ORIGIN_REFUSED",
                "Pages from " + shortened(origin)
                        + " may not talk to this hub. Its operator allows them with --origin.");
    }

    /** @param tries how many are allowed in a minute */
    static ApiError rateLimited(int tries, long retryAfterMs) {
        long seconds = (retryAfterMs + 999) / 1000;
        String wait = seconds / 60 + ":" + (seconds % 60 < 10 ? "0" : "") + seconds % 60;
        return new ApiError(
                429,
                "RATE_LIMITED",
                number(tries) + " tries in a minute. You can try again in " + wait + ".",
                Map.of("retry_after_ms", retryAfterMs));
    }

    public static ApiError internal() {
        return new ApiError(
                500, "INTERNAL", "The hub failed at this. Nothing of it was saved; the log has it by the request id.");
    }

    private static String number(int n) {
        return switch (n) {
            case 1 -> "One";
            case 5 -> "Five";
            case 10 -> "Ten";
            default -> Integer.toString(n);
        };
    }

    public static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
