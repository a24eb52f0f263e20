package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** Signs LiveKit access tokens for the room of a session, with the hub's own key; implemented by the node. */
@FunctionalInterface
public interface MediaTokens {
    /** Any thread; does not block. */
    Issued issue(Request request);

    /**
     * Who wants in.
     *
     * @param publish whether their microphone may be forwarded at all; the floor decides when
     * @param muteIsFloor whether unmuting asks for the floor, for SDKs that know no Tutti
     */
    record Request(SessionId session, UserId user, String name, boolean publish, boolean muteIsFloor) {}

    record Issued(String token, String room) {}
}
