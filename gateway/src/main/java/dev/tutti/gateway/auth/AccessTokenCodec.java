package dev.tutti.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.ApiErrors;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Access tokens as JWT: HS256 and nothing else, a type and a key id of ours, an end. Thread-safe. */
public final class AccessTokenCodec {
    private static final JOSEObjectType TYPE = new JOSEObjectType("tutti-access+jwt");
    private static final String ISSUER = "tutti";
    private static final int MAX_LENGTH = 4096;

    private final WallClock clock;
    private volatile Keyring keyring;

    /** How tokens are signed, and by which secrets they are verified. */
    private record Keyring(JWSHeader header, MACSigner signer, Map<String, MACVerifier> verifiers) {
        static Keyring of(TokenKeys keys) {
            var header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .type(TYPE)
                    .keyID(keys.currentId())
                    .build();
            var verifiers = new HashMap<String, MACVerifier>();
            try {
                for (Map.Entry<String, byte[]> key : keys.secrets().entrySet()) {
                    verifiers.put(key.getKey(), new MACVerifier(key.getValue()));
                }
                return new Keyring(header, new MACSigner(keys.secrets().get(keys.currentId())), Map.copyOf(verifiers));
            } catch (JOSEException e) {
                throw new IllegalArgumentException("a token secret cannot be used", e);
            }
        }
    }

    /**
     * A token as any node of the hub made it, whether it still works or not.
     *
     * @param refreshHash of the secret that came with it
     * @param endsAtMs when that secret ends; of two pairs of a family the later one ends later
     */
    record Pair(AccessToken token, String refreshHash, long endsAtMs) {}

    public AccessTokenCodec(TokenKeys keys, WallClock clock) {
        this.clock = clock;
        keyring = Keyring.of(keys);
    }

    /** These from now on. */
    void keys(TokenKeys keys) {
        keyring = Keyring.of(keys);
    }

    /** @param family whose current secret goes with it: other nodes know the pair by its hash */
    String encode(AccessToken token, RefreshFamily family) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(token.userId().value())
                .issueTime(Date.from(clock.now()))
                .expirationTime(Date.from(token.expiresAt()))
                .claim("typ", "access")
                .claim("name", token.name())
                .claim("fam", token.familyId())
                .claim("adm", token.admittance().text())
                .claim("ref", family.currentHash())
                .claim("end", family.expiresAtMs())
                .claim("caps", token.capabilities())
                .claim("listen", token.listenOnly());
        if (token.sessionId() != null) {
            claims.claim("sid", token.sessionId().value());
        }
        if (token.role() != null) {
            claims.claim("role", token.role());
        }
        var keys = keyring;
        var jwt = new SignedJWT(keys.header(), claims.build());
        try {
            jwt.sign(keys.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign", e);
        }
        return jwt.serialize();
    }

    /** The token, or an error 401: not one of ours, or past its end. */
    public AccessToken decode(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ApiErrors.tokenInvalid();
        }
        AccessToken token;
        try {
            token = token(verified(SignedJWT.parse(text)));
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw ApiErrors.tokenInvalid();
        }
        if (!clock.now().isBefore(token.expiresAt())) {
            throw ApiErrors.tokenExpired();
        }
        return token;
    }

    /** What a token says that a node of this hub signed, also after its end; or an error 401. */
    Pair pair(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ApiErrors.tokenInvalid();
        }
        try {
            JWTClaimsSet claims = verified(SignedJWT.parse(text));
            Long endsAtMs = claims.getLongClaim("end");
            if (endsAtMs == null) {
                throw ApiErrors.tokenInvalid();
            }
            return new Pair(token(claims), required(claims.getStringClaim("ref")), endsAtMs);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw ApiErrors.tokenInvalid();
        }
    }

    private JWTClaimsSet verified(SignedJWT jwt) throws ParseException, JOSEException {
        JWSHeader given = jwt.getHeader();
        String keyId = given.getKeyID();
        MACVerifier verifier = keyId == null ? null : keyring.verifiers().get(keyId);
        if (verifier == null
                || !JWSAlgorithm.HS256.equals(given.getAlgorithm())
                || !TYPE.equals(given.getType())
                || !jwt.verify(verifier)) {
            throw ApiErrors.tokenInvalid();
        }
        return jwt.getJWTClaimsSet();
    }

    private static AccessToken token(JWTClaimsSet claims) throws ParseException {
        if (!ISSUER.equals(claims.getIssuer()) || !"access".equals(claims.getStringClaim("typ"))) {
            throw ApiErrors.tokenInvalid();
        }
        String session = claims.getStringClaim("sid");
        List<String> capabilities = claims.getStringListClaim("caps");
        return new AccessToken(
                new UserId(required(claims.getSubject())),
                required(claims.getStringClaim("name")),
                required(claims.getStringClaim("fam")),
                Admittance.parse(required(claims.getStringClaim("adm"))),
                session == null ? null : new SessionId(session),
                claims.getStringClaim("role"),
                capabilities == null ? List.of() : capabilities,
                Boolean.TRUE.equals(claims.getBooleanClaim("listen")),
                expiry(claims));
    }

    private static Instant expiry(JWTClaimsSet claims) {
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw ApiErrors.tokenInvalid();
        }
        return expiry.toInstant();
    }

    private static String required(@Nullable String claim) {
        if (claim == null) {
            throw ApiErrors.tokenInvalid();
        }
        return claim;
    }
}
