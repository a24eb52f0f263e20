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
 * @param listenOnly one of its tokens went over the network in plain text: none of them talks from then on
 */
record RefreshFamily(
        String id,
        UserId userId,
        String name,
        Admittance admittance,
        @Nullable SessionId sessionId,
        String currentHash,
        @Nullable String previousHash,
        long expiresAtMs,
        boolean listenOnly) {

    /** Of another node, which alone knows what let its holder in. */
    static RefreshFamily unknown(String id, UserId holder) {
        return new RefreshFamily(id, holder, "", new Admittance.Discovered(), null, "", null, 0, true);
    }

    RefreshFamily replacing(@Nullable String previous, String current, long nextExpiryMs) {
        return new RefreshFamily(id, userId, name, admittance, sessionId, current, previous, nextExpiryMs, listenOnly);
    }

    /** No token of it works any more. */
    RefreshFamily ended(long untilMs) {
        return replacing(null, "", untilMs);
    }

    boolean hasEnded() {
        return currentHash.isEmpty();
    }

    /** The same, for tokens that now go out over plain HTTP, or not. */
    RefreshFamily heard(boolean inPlainText) {
        return new RefreshFamily(
                id,
                userId,
                name,
                admittance,
                sessionId,
                currentHash,
                previousHash,
                expiresAtMs,
                listenOnly || inPlainText);
    }

    /** The same person, from now on for that session and under that name. */
    RefreshFamily in(@Nullable SessionId session, String newName) {
        return new RefreshFamily(
                id, userId, newName, admittance, session, currentHash, previousHash, expiresAtMs, listenOnly);
    }
}
