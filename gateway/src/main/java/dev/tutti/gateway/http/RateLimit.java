package dev.tutti.gateway.http;

/** What is limited per address. */
public enum RateLimit {
    /** Tries of a code. */
    EXCHANGE,
    /** Asking to be let in. */
    JOIN,
    /** Fresh tokens. */
    REFRESH,
    /** New connections to {@code /ws}. */
    CONNECT,
    /** New connections to {@code /rtc}, and questions whether they would be let in. */
    SIGNAL
}
