package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;

/** The rule for event ids: the same press of a button is the same event, wherever and however often it arrives. */
@FunctionalInterface
public interface EventIds {
    /** The id of the event number {@code i} (from 0) of a command. */
    EventId of(SessionId sessionId, UserId participant, String idempotencyKey, int i);

    /** cluster.md L4. */
    EventIds HASHED = (sessionId, participant, key, i) -> new EventId(new Sha256()
            .text("event")
            .text(sessionId.value())
            .text(participant.value())
            .text(key)
            .number(i)
            .hex(16));
}
