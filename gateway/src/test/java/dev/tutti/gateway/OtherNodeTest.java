package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.auth.EndedFamily;
import dev.tutti.gateway.auth.TokenIssuer;
import dev.tutti.gateway.auth.TokenKeys;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tokens at another node of the hub, that signs with the same secret and knows nobody. */
class OtherNodeTest {
    private static final String SHARED = "a secret of the test, long enough";

    private final TestRoom room = new TestRoom();
    private final Authenticator here = node(SHARED);
    private final Authenticator there = node(SHARED);

    @AfterEach
    void stop() {
        room.close();
    }

    private Authenticator node(String secret) {
        return new Authenticator(
                new Authenticator.Ports(room.hub.sessions, new MemoryFactStore(), room.hub.clock, Entropy.system()),
                new TokenKeys("k1", Map.of("k1", secret.getBytes(StandardCharsets.UTF_8))),
                TokenIssuer.Lifetimes.DEFAULT,
                new JsonCodec());
    }

    private TokenIssuer.Issued joined() {
        return here.exchangeCode(room.code, new Authenticator.Comer("Noor", null, null, false))
                .tokens();
    }

    private TokenIssuer.Issued refresh(Authenticator at, TokenIssuer.Issued pair) {
        room.hub.clock.advance(Duration.ofMinutes(1));
        return at.refresh(pair.refreshToken(), pair.token(), false).tokens();
    }

    @Test
    void aPairGoesOnAtAnotherNodeAndBack() {
        TokenIssuer.Issued first = joined();
        TokenIssuer.Issued moved = refresh(there, first);
        assertThat(moved.access().userId()).isEqualTo(first.access().userId());
        assertThat(moved.access().admittance()).isEqualTo(first.access().admittance());
        TokenIssuer.Issued later = refresh(there, moved);
        TokenIssuer.Issued back = refresh(here, later);
        assertThat(back.access().userId()).isEqualTo(first.access().userId());
        assertThat(refresh(here, back).access().name()).isEqualTo("Noor");
    }

    @Test
    void aPairGoesOnThereAlsoWhenItsAccessTokenHasEnded() {
        TokenIssuer.Issued first = joined();
        room.hub.clock.advance(Duration.ofHours(5));
        assertThat(refresh(there, first).access().userId())
                .isEqualTo(first.access().userId());
    }

    @Test
    void halfOfAPairIsWorthNothingThere() {
        TokenIssuer.Issued mine = joined();
        TokenIssuer.Issued other = joined();
        assertRefused(() -> there.refresh(mine.refreshToken(), null, false));
        assertRefused(() -> there.refresh(mine.refreshToken(), other.token(), false));
        String guessed = mine.access().familyId() + ".AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        assertRefused(() -> there.refresh(guessed, mine.token(), false));
        assertThatThrownBy(() -> node(SHARED.replace("test", "rest")).refresh(mine.refreshToken(), mine.token(), false))
                .isInstanceOf(ApiError.class)
                .hasFieldOrPropertyWithValue("code", "TOKEN_INVALID");
    }

    @Test
    void anOldPairEndsTheFamilyWhereItWentOn() {
        TokenIssuer.Issued stolen = joined();
        TokenIssuer.Issued moved = refresh(there, stolen);
        TokenIssuer.Issued now = refresh(there, moved);
        assertRefused(() -> refresh(there, stolen));
        assertRefused(() -> refresh(there, now));
    }

    @Test
    void aFamilyThatEndedSomewhereEndsEverywhere() {
        here.onEnd(there::end);
        TokenIssuer.Issued first = joined();
        TokenIssuer.Issued stolen = refresh(here, first);
        TokenIssuer.Issued second = refresh(here, stolen);
        refresh(here, second);
        assertRefused(() -> refresh(here, first));
        assertRefused(() -> refresh(there, stolen));
        assertRefused(() -> refresh(there, second));
        assertThat(there.ended()).hasSameElementsAs(here.ended()).hasSize(1);
    }

    @Test
    void whatEndedDoesNotGoOnByAPairOfANodeThatHadNotHeard() {
        TokenIssuer.Issued first = joined();
        TokenIssuer.Issued second = refresh(here, refresh(here, first));
        TokenIssuer.Issued elsewhere = refresh(there, second);
        assertRefused(() -> refresh(here, first));
        assertRefused(() -> refresh(here, elsewhere));
    }

    @Test
    void whoWasRemovedGetsNothingAtAnyNode() {
        TestClient guest = room.member("Sam");
        room.owner.delete(room.path("/participants/" + guest.userId));
        assertRefused(() -> there.refresh(guest.refreshToken, guest.token, false));
        assertThat(there.ended()).hasSize(1);
    }

    @Test
    void aPairGoesOnAlsoWhereTheClockIsBehind() {
        TokenIssuer.Issued first = refresh(here, joined());
        room.hub.clock.advance(Duration.ofHours(-1));
        TokenIssuer.Issued moved = refresh(there, first);
        room.hub.clock.advance(Duration.ofMinutes(-10));
        TokenIssuer.Issued back = refresh(here, refresh(there, moved));
        assertThat(refresh(here, back).access().name()).isEqualTo("Noor");
    }

    @Test
    void wordsOfOtherNodesNameNobodyAndEndOnlyFamilies() {
        for (String id : new String[] {"", "_", "nobody", "x_".repeat(80)}) {
            there.end(new EndedFamily(id, Long.MAX_VALUE));
        }
        assertThat(there.ended()).isEmpty();
    }

    @Test
    void aPairIsNotLongerLivedThere() {
        TokenIssuer.Issued first = joined();
        room.hub.clock.advance(TokenIssuer.Lifetimes.DEFAULT.refresh());
        assertRefused(() -> refresh(there, first));
    }

    @Test
    void whatWasHeardInPlainTextTalksNowhere() {
        TokenIssuer.Issued heard =
                here.refresh(joined().refreshToken(), null, true).tokens();
        assertThat(refresh(there, heard).access().listenOnly()).isTrue();
    }

    private static void assertRefused(Runnable refresh) {
        assertThatThrownBy(refresh::run)
                .isInstanceOf(ApiError.class)
                .hasFieldOrPropertyWithValue("code", "REFRESH_REFUSED");
    }
}
