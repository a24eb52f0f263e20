package dev.tutti.gateway.socket;

import java.time.Duration;

/**
 * How patient the hub is with a connection.
 *
 * @param pingEvery the hub pings so often
 * @param silence a client that says nothing for so long is gone
 * @param authorityGrace who leads the click and has no connection for so long loses it to the MD
 * @param warnBefore {@code auth.expiring} comes so long before the token ends
 */
public record ConnectionTimes(Duration pingEvery, Duration silence, Duration warnBefore, Duration authorityGrace) {
    public static final ConnectionTimes DEFAULT = new ConnectionTimes(
            Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(10));
}
