package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An event that is on the disk, with its place in the log.
 *
 * @param generation of the writer; 1 until a hub is adopted
 * @param index place in the hub's journal, contiguous from 1
 * @param sequence place in the session, contiguous from 1
 * @param actor who caused it
 * @param key the idempotency key of the command that caused it
 * @param commandHash what that command was, to tell a repetition from another command with the same key
 * @param atMs civil time of the decision, epoch milliseconds
 * @param origin where an island had decided it; null when the main line did
 */
public record CommittedEvent(
        long generation,
        long index,
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
    public CommittedEvent(
            long generation,
            long index,
            SessionId sessionId,
            long sequence,
            EventId id,
            UserId actor,
            String key,
            String commandHash,
            long atMs,
            Event event) {
        this(generation, index, sessionId, sequence, id, actor, key, commandHash, atMs, event, null);
    }

    public Cursor cursor() {
        return Cursor.at(generation, sequence);
    }

    public String name() {
        return EventName.of(event);
    }
}
