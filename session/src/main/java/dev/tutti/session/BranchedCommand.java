package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import java.util.List;

/**
 * What an island accepted and decided provisionally (cluster.md B2).
 *
 * @param sequence of the session in the main line on which it was decided
 * @param events what it became in the island, at least one
 * @param sessionUs session time of the decision, and {@code atMs} civil time
 */
public record BranchedCommand(
        SessionId sessionId,
        Origin origin,
        UserId actor,
        String key,
        Command command,
        long sequence,
        List<Decided> events,
        long sessionUs,
        long atMs) {
    public BranchedCommand {
        events = List.copyOf(events);
    }

    /** An event of it. */
    public record Decided(EventId id, Event event) {}
}
