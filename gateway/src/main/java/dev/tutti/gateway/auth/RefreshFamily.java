package dev.tutti.gateway.auth;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A line of refresh tokens, each replacing the one before; what somebody holds who came in once.
 *
 * @param id public part of the token
 * @param currentHash of the secret to come
 * @param previousHash of the one before: it still works until its successor was used, for an answer that got lost
 */
record RefreshFamily(
        String id,
        UserId userId,
        String name,
        Admittance admittance,
        @Nullable SessionId sessionId,
        String currentHash,
        @Nullable String previousHash,
        long expiresAtMs) {

    RefreshFamily replacing(@Nullable String previous, String current, long nextExpiryMs) {
        return new RefreshFamily(id, userId, name, admittance, sessionId, current, previous, nextExpiryMs);
    }

    /** The same person, from now on for that session and under that name. */
    RefreshFamily in(@Nullable SessionId session, String newName) {
        return new RefreshFamily(id, userId, newName, admittance, session, currentHash, previousHash, expiresAtMs);
    }
}
