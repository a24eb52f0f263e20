package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/** An event that is decided and not yet on the disk; the fields are those of {@link CommittedEvent}. */
public record ProposedEvent(
        SessionId sessionId,
        long sequence,
        EventId id,
        UserId actor,
        String key,
        String commandHash,
        long atMs,
        Event event) {

    public CommittedEvent committed(long generation, long index) {
        return new CommittedEvent(generation, index, sessionId, sequence, id, actor, key, commandHash, atMs, event);
    }
}
