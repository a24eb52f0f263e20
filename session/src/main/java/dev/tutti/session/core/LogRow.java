package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log as it is stored and copied, its payload unread (cluster.md L1).
 *
 * @param ordinal which of its command's events this is, from 0
 * @param origin where on a branch it came from; null when it was decided in the main line
 * @param type the event's name
 * @param payload JSON
 */
public record LogRow(
        long generation,
        long index,
        SessionId sessionId,
        long sequence,
        EventId eventId,
        UserId actor,
        String key,
        int ordinal,
        String commandHash,
        @Nullable String origin,
        long atMs,
        String type,
        String payload) {}
