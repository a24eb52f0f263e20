package dev.tutti.wire;

import dev.tutti.foundation.EventId;

/**
 * What a command became in an island.
 *
 * @param type the event's name
 * @param payload JSON
 */
public record BranchEvent(EventId id, String type, String payload) {
    void write(PayloadWriter out) {
        out.eventId(id).word(type, LogEntry.MAX_TYPE).text(payload, LogEntry.MAX_PAYLOAD);
    }

    static BranchEvent read(PayloadReader in) {
        return new BranchEvent(in.eventId(), in.word(LogEntry.MAX_TYPE), in.text(LogEntry.MAX_PAYLOAD));
    }
}
