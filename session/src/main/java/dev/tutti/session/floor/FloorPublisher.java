package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;

/**
 * Brings decisions to the clients. Called on the floor's thread: return at once, hand over to bounded outboxes, never
 * block and never throw.
 */
public interface FloorPublisher {
    void toAsker(SessionId sessionId, long connection, FloorNotice notice);

    void toSession(SessionId sessionId, FloorUpdate update);
}
