package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/** An event that is decided and not yet on the disk; the fields are those of {@link CommittedEvent}. */
public record ProposedEvent(
        SessionId sessionId,
        long sequence,
        EventId id,
        UserId actor,
        String key,
        String commandHash,
        long atMs,
        Event event,
        @Nullable Origin origin) {

    /** Decided in the main line. */
    public ProposedEvent(
            SessionId sessionId,
            long sequence,
            EventId id,
            UserId actor,
            String key,
            String commandHash,
            long atMs,
            Event event) {
        this(sessionId, sequence, id, actor, key, commandHash, atMs, event, null);
    }

    public CommittedEvent committed(long generation, long index) {
        return new CommittedEvent(
                generation, index, sessionId, sequence, id, actor, key, commandHash, atMs, event, origin);
    }
}
