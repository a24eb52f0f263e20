package dev.tutti.gateway.auth;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A link that makes its first user the owner of the hub, once.
 *
 * @param codeHash the code itself is kept nowhere
 * @param userId who its user becomes
 * @param sessionId the session that it opens
 */
record OwnerLink(
        String codeHash,
        UserId userId,
        String name,
        @Nullable SessionId sessionId,
        long expiresAtMs,
        boolean used) {
    OwnerLink asUsed() {
        return new OwnerLink(codeHash, userId, name, sessionId, expiresAtMs, true);
    }
}
