package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.auth.TokenIssuer;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.gateway.http.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens that went over plain HTTP: whoever heard them on the network must not talk with them, over TLS neither. */
class PlainTextTest {
    private static final boolean PLAIN = true;
    private static final boolean TLS = false;

    private final TestRoom room = new TestRoom();
    private Authenticator authenticator;

    @BeforeEach
    void start() {
        var keys = new TokenKeys(
                "k1", Map.of("k1", "another secret, long enough too".repeat(2).getBytes(StandardCharsets.UTF_8)));
        authenticator = new Authenticator(
                new Authenticator.Ports(room.hub.sessions, room.hub.facts, room.hub.clock, Entropy.system()),
                keys,
                TokenIssuer.Lifetimes.DEFAULT,
                new JsonCodec());
    }

    @AfterEach
    void stop() {
        room.close();
    }

    private TokenIssuer.Issued exchange(boolean plain) {
        return exchange(null, null, plain);
    }

    private TokenIssuer.Issued exchange(@Nullable AccessToken token, @Nullable String refreshToken, boolean plain) {
        var comer = new Authenticator.Comer("Noor", token, refreshToken, plain);
        return authenticator.exchangeCode(room.code, comer).tokens();
    }

    private TokenIssuer.Issued refresh(TokenIssuer.Issued issued, boolean plain) {
        return authenticator.refresh(issued.refreshToken(), null, plain).tokens();
    }

    @Test
    void refreshOverTlsDoesNotGiveTalkRightsBack() {
        TokenIssuer.Issued heard = exchange(PLAIN);
        assertThat(heard.access().listenOnly()).isTrue();
        TokenIssuer.Issued fresh = refresh(heard, TLS);
        assertThat(fresh.access().listenOnly()).isTrue();
        assertThat(refresh(fresh, TLS).access().listenOnly()).isTrue();
    }

    @Test
    void refreshOverPlainHttpTakesTalkRightsForGood() {
        TokenIssuer.Issued secret = exchange(TLS);
        assertThat(refresh(secret, TLS).access().listenOnly()).isFalse();
        TokenIssuer.Issued heard = refresh(secret, PLAIN);
        assertThat(refresh(heard, TLS).access().listenOnly()).isTrue();
    }

    @Test
    void joiningOverTlsDoesNotGiveTalkRightsBack() {
        TokenIssuer.Issued heard = exchange(PLAIN);
        var state = room.hub.sessions.live().getFirst().state();
        TokenIssuer.Issued joined = authenticator.joined(heard.access(), state, "Noor", TLS);
        assertThat(joined.access().listenOnly()).isTrue();
        assertThat(refresh(joined, TLS).access().listenOnly()).isTrue();
    }

    @Test
    void codeOverTlsIsSomebodyNewForATokenThatWasHeard() {
        TokenIssuer.Issued heard = exchange(PLAIN);
        var overTls = exchange(heard.access(), null, TLS).access();
        assertThat(overTls.listenOnly()).isFalse();
        assertThat(overTls.userId()).isNotEqualTo(heard.access().userId());
        var still = exchange(heard.access(), null, PLAIN).access();
        assertThat(still.userId()).isEqualTo(heard.access().userId());
    }

    @Test
    void whoComesAgainIsKnownOverTlsAloneAndByATokenThatNobodyHeard() {
        TokenIssuer.Issued secret = exchange(TLS);
        assertThat(exchange(null, secret.refreshToken(), TLS).access().userId())
                .isEqualTo(secret.access().userId());
        assertThat(exchange(null, secret.refreshToken(), PLAIN).access().userId())
                .isNotEqualTo(secret.access().userId());
        TokenIssuer.Issued heard = exchange(PLAIN);
        assertThat(exchange(null, heard.refreshToken(), TLS).access().userId())
                .isNotEqualTo(heard.access().userId());
    }
}
