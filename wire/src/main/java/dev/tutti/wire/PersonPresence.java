package dev.tutti.wire;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** How somebody is at one node. */
public record PersonPresence(SessionId sessionId, UserId userId, PresenceState state) {
    void write(PayloadWriter out) {
        out.sessionId(sessionId).userId(userId).choice(state);
    }

    static PersonPresence read(PayloadReader in) {
        return new PersonPresence(in.sessionId(), in.userId(), in.choice(PresenceState.ALL));
    }
}
