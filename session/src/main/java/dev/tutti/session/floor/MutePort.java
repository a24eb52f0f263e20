package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/**
 * Mutes a publisher whose SDK knows no floor: the way it learns of a denial or a revocation. Called on the floor's
 * thread: hand over and return.
 */
@FunctionalInterface
public interface MutePort {
    void serverMute(SessionId sessionId, UserId userId, String trackSid);

    MutePort NONE = (_, _, _) -> {};
}
