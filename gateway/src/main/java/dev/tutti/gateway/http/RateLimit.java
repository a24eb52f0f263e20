package dev.tutti.gateway.http;

/** What is limited per address. */
public enum RateLimit {
    /** Tries of a code. */
    EXCHANGE,
    /** Asking to be let in. */
    JOIN,
    /** Fresh tokens. */
    REFRESH,
    /** New connections. */
    CONNECT
}
