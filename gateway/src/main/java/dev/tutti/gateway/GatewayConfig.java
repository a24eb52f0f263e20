package dev.tutti.gateway;

import dev.tutti.gateway.auth.TokenIssuer;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.gateway.events.EventSocketAdapter;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.gateway.http.Operators;
import dev.tutti.gateway.http.RateLimit;
import java.util.Map;

/** What of the gateway is decided before it starts. */
public record GatewayConfig(
        TokenKeys tokenKeys,
        TokenIssuer.Lifetimes lifetimes,
        Map<RateLimit, Integer> perMinute,
        OpenConnections.Limits connections,
        Operators operators,
        EventSocketAdapter.Settings events) {
    /** Tries a minute and address. */
    public static final Map<RateLimit, Integer> DEFAULT_LIMITS = Map.of(
            RateLimit.EXCHANGE,
            5,
            RateLimit.JOIN,
            10,
            RateLimit.REFRESH,
            60,
            RateLimit.CONNECT,
            600,
            RateLimit.SIGNAL,
            600);

    public GatewayConfig {
        perMinute = Map.copyOf(perMinute);
    }

    public static GatewayConfig withDefaults(TokenKeys keys) {
        return new GatewayConfig(
                keys,
                TokenIssuer.Lifetimes.DEFAULT,
                DEFAULT_LIMITS,
                OpenConnections.Limits.DEFAULT,
                Operators.THIS_MACHINE,
                EventSocketAdapter.Settings.DEFAULT);
    }
}
