package dev.tutti.media.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tutti.foundation.WallClock;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Translates between access tokens and JWTs, signing and verifying on the way. */
public final class TokenCodec {
    /** The longest token that is looked at: metadata and attributes travel in it. */
    public static final int MAX_TOKEN_CHARS = 64 * 1024;

    /** How far two clocks may be apart, as LiveKit's own server allows. */
    static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final int MAX_ATTRIBUTES = 256;

    private final ApiKeys keys;
    private final WallClock clock;

    public TokenCodec(ApiKeys keys, WallClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Checks algorithm, issuer, signature and times, and reads the claims. */
    public AccessToken verify(String jwt) throws TokenRefused {
        if (jwt.isEmpty() || jwt.length() > MAX_TOKEN_CHARS) {
            throw new TokenRefused("no permissions to access the room: the token is missing or too long");
        }
        try {
            var signed = SignedJWT.parse(jwt);
            if (!JWSAlgorithm.HS256.equals(signed.getHeader().getAlgorithm())) {
                throw new TokenRefused("invalid token: the algorithm must be HS256");
            }
            var claims = signed.getJWTClaimsSet();
            String issuer = claims.getIssuer();
            byte[] secret = issuer == null ? null : keys.secret(issuer);
            if (issuer == null || secret == null) {
                throw new TokenRefused("invalid API key: the issuer is not known here");
            }
            if (!signed.verify(new MACVerifier(secret))) {
                throw new TokenRefused("invalid token: the signature does not match");
            }
            return read(issuer, claims, expiry(claims));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new TokenRefused("invalid token: it cannot be read");
        }
    }

    /** Signs; throws IllegalArgumentException when the token's key is not known. */
    public String sign(AccessToken token) {
        byte[] secret = keys.secret(token.apiKey());
        if (secret == null) {
            throw new IllegalArgumentException("No API key \"" + token.apiKey() + "\"");
        }
        var claims = new JWTClaimsSet.Builder()
                .issuer(token.apiKey())
                .notBeforeTime(Date.from(clock.now().minusSeconds(1)))
                .expirationTime(Date.from(token.expiresAt()));
        put(claims, "sub", token.identity());
        put(claims, "name", token.name());
        put(claims, "metadata", token.metadata());
        put(claims, "kind", token.kind());
        put(claims, "sha256", token.sha256());
        if (!token.attributes().isEmpty()) {
            claims.claim("attributes", token.attributes());
        }
        claims.claim("video", GrantsCodec.write(token.grants()));
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(JOSEObjectType.JWT)
                    .build();
            var signed = new SignedJWT(header, claims.build());
            signed.sign(new MACSigner(secret));
            return signed.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant expiry(JWTClaimsSet claims) throws TokenRefused {
        Instant now = clock.now();
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw new TokenRefused("invalid token: it has no expiry");
        }
        if (now.isAfter(expires.toInstant().plus(LEEWAY))) {
            throw new TokenRefused("invalid token: it has expired");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant().minus(LEEWAY))) {
            throw new TokenRefused("invalid token: it is not valid yet");
        }
        return expires.toInstant();
    }

    private static AccessToken read(String issuer, JWTClaimsSet claims, Instant expiresAt) {
        return new AccessToken(
                issuer,
                text(claims.getClaim("sub")),
                text(claims.getClaim("name")),
                text(claims.getClaim("metadata")),
                texts(claims.getClaim("attributes")),
                text(claims.getClaim("kind")),
                GrantsCodec.read(claims.getClaim("video")),
                text(claims.getClaim("sha256")),
                expiresAt);
    }

    private static void put(JWTClaimsSet.Builder claims, String name, @Nullable String value) {
        if (value != null) {
            claims.claim(name, value);
        }
    }

    static @Nullable String text(@Nullable Object claim) {
        return claim instanceof String text ? text : null;
    }

    private static Map<String, String> texts(@Nullable Object claim) {
        var texts = new HashMap<String, String>();
        if (claim instanceof Map<?, ?> map && map.size() <= MAX_ATTRIBUTES) {
            map.forEach((key, value) -> {
                if (key instanceof String name && value instanceof String text) {
                    texts.put(name, text);
                }
            });
        }
        return texts;
    }

    static List<String> list(@Nullable Object claim) {
        var list = new ArrayList<String>();
        if (claim instanceof List<?> values) {
            for (Object value : values) {
                if (value instanceof String text && list.size() < MAX_ATTRIBUTES) {
                    list.add(text);
                }
            }
        }
        return list;
    }
}
