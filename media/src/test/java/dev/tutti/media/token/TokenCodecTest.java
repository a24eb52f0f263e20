package dev.tutti.media.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tutti.foundation.WallClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCodecTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef-and-more-for-sha-512-tests-0123";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private final WallClock clock = () -> NOW;
    private final TokenCodec codec = new TokenCodec(new ApiKeys(Map.of("devkey", SECRET)), clock);

    @Test
    void whatWasSignedIsReadBack() throws TokenRefused {
        var grants =
                new VideoGrants(true, true, true, true, "hall", false, true, false, List.of("microphone"), true, true);
        var token = new AccessToken(
                "devkey",
                "ann",
                "Ann",
                "some metadata",
                Map.of("seat", "4"),
                "agent",
                grants,
                null,
                NOW.plusSeconds(60));
        assertThat(codec.verify(codec.sign(token))).isEqualTo(token);
    }

    @Test
    void tokenWithNothingButIssuerAndExpiryHasLiveKitsDefaults() throws Exception {
        var read = codec.verify(signed(new JWTClaimsSet.Builder()));
        assertThat(read.identity()).isNull();
        assertThat(read.name()).isNull();
        assertThat(read.metadata()).isNull();
        assertThat(read.attributes()).isEmpty();
        assertThat(read.grants()).isEqualTo(VideoGrants.NONE);
        assertThat(read.grants().roomJoin()).isFalse();
        assertThat(read.grants().mayPublish()).isTrue();
        assertThat(read.grants().maySubscribe()).isTrue();
        assertThat(read.grants().mayPublishData()).isTrue();
    }

    @Test
    void explicitNullsAndWrongTypesAreTakenForMissing() throws Exception {
        var video = new HashMap<String, Object>();
        for (String name : List.of("roomJoin", "room", "canPublish", "canSubscribe", "canPublishData", "hidden")) {
            video.put(name, null);
        }
        video.put("canPublishSources", Arrays.asList(null, 7, "microphone"));
        video.put("roomAdmin", "true");
        var claims = new JWTClaimsSet.Builder()
                .claim("video", video)
                .claim("name", 5)
                .claim("attributes", List.of("a"))
                .claim("metadata", null);
        var read = codec.verify(signed(claims));
        assertThat(read.grants().roomJoin()).isFalse();
        assertThat(read.grants().roomAdmin()).isFalse();
        assertThat(read.grants().room()).isNull();
        assertThat(read.grants().canPublishSources()).containsExactly("microphone");
        assertThat(read.name()).isNull();
        assertThat(read.attributes()).isEmpty();
    }

    @Test
    void dataMayBePublishedAsFarAsTracksMayUnlessItSaysOtherwise() {
        var join = VideoGrants.join("hall");
        assertThat(join.limitedTo(false, true).mayPublishData()).isFalse();
        assertThat(join.limitedTo(true, false).mayPublishData()).isTrue();
    }

    @Test
    void roomAdminIsForTheNamedRoomOnly() {
        var admin = new VideoGrants(false, true, false, false, "hall", null, null, null, List.of(), false, false);
        assertThat(admin.mayAdminister("hall")).isTrue();
        assertThat(admin.mayAdminister("yard")).isFalse();
        var nowhere = new VideoGrants(false, true, false, false, null, null, null, null, List.of(), false, false);
        assertThat(nowhere.mayAdminister("hall")).isFalse();
    }

    @Test
    void clocksMayDifferByOneMinuteButNotByTwo() throws Exception {
        assertThat(codec.verify(signed(expiring(NOW.minusSeconds(50)))).apiKey())
                .isEqualTo("devkey");
        assertRefused(signed(expiring(NOW.minusSeconds(70))), "expired");
        var soon = expiring(NOW.plusSeconds(600)).notBeforeTime(Date.from(NOW.plusSeconds(50)));
        assertThat(codec.verify(signed(soon)).apiKey()).isEqualTo("devkey");
        var late = expiring(NOW.plusSeconds(600)).notBeforeTime(Date.from(NOW.plusSeconds(70)));
        assertRefused(signed(late), "not valid yet");
    }

    @Test
    void tokenWithoutExpiryIsRefused() throws Exception {
        var claims = new JWTClaimsSet.Builder().issuer("devkey").build();
        assertRefused(sign(claims, JWSAlgorithm.HS256), "no expiry");
    }

    @Test
    void tokenOfAnUnknownKeyIsRefused() throws Exception {
        assertRefused(signed(new JWTClaimsSet.Builder().issuer("other")), "invalid API key");
    }

    @Test
    void tokenWithoutIssuerIsRefused() throws Exception {
        var claims = new JWTClaimsSet.Builder()
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .build();
        assertRefused(sign(claims, JWSAlgorithm.HS256), "invalid API key");
    }

    @Test
    void tokenWithAnotherSecretIsRefused() throws Exception {
        var other = new TokenCodec(new ApiKeys(Map.of("devkey", SECRET.replace('0', '9'))), clock);
        String jwt = other.sign(AccessToken.of("devkey", "ann", VideoGrants.join("hall"), NOW.plusSeconds(60)));
        assertRefused(jwt, "signature");
    }

    @Test
    void changedTokenIsRefused() throws Exception {
        String jwt = codec.sign(AccessToken.of("devkey", "ann", VideoGrants.join("hall"), NOW.plusSeconds(60)));
        String[] parts = jwt.split("\\.", -1);
        var claims = SignedJWT.parse(jwt).getJWTClaimsSet();
        String admin = new JWTClaimsSet.Builder(claims)
                .subject("root")
                .build()
                .toPayload()
                .toBase64URL()
                .toString();
        assertRefused(parts[0] + '.' + admin + '.' + parts[2], "signature");
    }

    @Test
    void algorithmIsPinned() throws Exception {
        var claims = expiring(NOW.plusSeconds(60)).issuer("devkey").build();
        assertRefused(sign(claims, JWSAlgorithm.HS512), "algorithm");
        assertRefused(new PlainJWT(claims).serialize(), "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b", "a.b.c", "....", "eyJhbGciOiJIUzI1NiJ9.e30.", "\u0000.\u0000.\u0000"})
    void whatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> codec.verify(text)).isInstanceOf(TokenRefused.class);
    }

    @Test
    void tooLongATokenIsNotLookedAt() {
        assertRefused("a".repeat(TokenCodec.MAX_TOKEN_CHARS + 1), "too long");
    }

    @Test
    void shortSecretIsRefusedByNameOfItsKey() {
        assertThatThrownBy(() -> new ApiKeys(Map.of("mykey", "short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mykey")
                .hasMessageContaining("32");
    }

    private void assertRefused(String jwt, String why) {
        assertThatThrownBy(() -> codec.verify(jwt))
                .isInstanceOf(TokenRefused.class)
                .hasMessageContaining(why);
    }

    private static JWTClaimsSet.Builder expiring(Instant when) {
        return new JWTClaimsSet.Builder().expirationTime(Date.from(when));
    }

    private static String signed(JWTClaimsSet.Builder builder) throws Exception {
        var claims = builder.build();
        var complete = new JWTClaimsSet.Builder(claims);
        if (claims.getIssuer() == null) {
            complete.issuer("devkey");
        }
        if (claims.getExpirationTime() == null) {
            complete.expirationTime(Date.from(NOW.plusSeconds(60)));
        }
        return sign(complete.build(), JWSAlgorithm.HS256);
    }

    private static String sign(JWTClaimsSet claims, JWSAlgorithm algorithm) throws Exception {
        var jwt = new SignedJWT(new JWSHeader(algorithm), claims);
        jwt.sign(new MACSigner(SECRET));
        return jwt.serialize();
    }
}
