package dev.tutti.gateway.auth;

/**
 * A line of refresh tokens of which none works any more, at any node of the hub.
 *
 * @param untilMs so long that is remembered, in milliseconds since 1970: afterwards its tokens have ended by themselves
 */
public record EndedFamily(String id, long untilMs) {}
