package dev.tutti.wire;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;

/**
 * A row of the log (cluster.md L1).
 *
 * @param key idempotency key of the command, and {@code ordinal} which of its events this is
 * @param commandHash what that command was
 * @param origin where on a branch it came from; empty when it was decided here
 * @param type the event's name
 * @param payload JSON
 */
public record LogEntry(
        LogPosition at,
        SessionId sessionId,
        long sequence,
        EventId eventId,
        UserId actor,
        String key,
        int ordinal,
        String commandHash,
        String origin,
        long atMs,
        String type,
        String payload) {
    static final int MAX_KEY = 128;
    static final int MAX_HASH = 64;
    static final int MAX_ORIGIN = 128;
    static final int MAX_TYPE = 64;
    static final int MAX_PAYLOAD = 196_608;

    void write(PayloadWriter out) {
        out.with(at, LogPosition::write)
                .sessionId(sessionId)
                .i64(sequence)
                .eventId(eventId)
                .userId(actor);
        out.text(key, MAX_KEY).u16(ordinal).text(commandHash, MAX_HASH).text(origin, MAX_ORIGIN);
        out.i64(atMs).word(type, MAX_TYPE).text(payload, MAX_PAYLOAD);
    }

    static LogEntry read(PayloadReader in) {
        return new LogEntry(
                LogPosition.read(in),
                in.sessionId(),
                in.i64(),
                in.eventId(),
                in.userId(),
                in.text(MAX_KEY),
                in.u16(),
                in.text(MAX_HASH),
                in.text(MAX_ORIGIN),
                in.i64(),
                in.word(MAX_TYPE),
                in.text(MAX_PAYLOAD));
    }
}
