package dev.tutti.gateway.auth;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an access token says.
 *
 * @param familyId the line of refresh tokens that it belongs to
 * @param sessionId the session it was issued for; an owner has one that holds for all
 * @param role,capabilities as they were when it was issued, for clients; the session decides by its own state
 * @param listenOnly it never carries talk rights
 */
public record AccessToken(
        UserId userId,
        String name,
        String familyId,
        Admittance admittance,
        @Nullable SessionId sessionId,
        @Nullable String role,
        List<String> capabilities,
        boolean listenOnly,
        Instant expiresAt) {
    public AccessToken {
        capabilities = List.copyOf(capabilities);
    }

    public boolean isOwner() {
        return admittance instanceof Admittance.Owner;
    }

    /** Whether it may be used for that session. */
    public boolean isFor(SessionId session) {
        return isOwner() || session.equals(sessionId);
    }
}
