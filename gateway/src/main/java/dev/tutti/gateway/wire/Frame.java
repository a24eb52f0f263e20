package dev.tutti.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The envelope of everything on {@code /ws}.
 *
 * @param ts when it was sent, milliseconds since the epoch; a client may leave it out
 * @param cursor on durable frames: what to reconnect with to get what follows
 * @param id on durable frames the event's id; on a client's frame any text, repeated in the {@code error} it causes
 */
public record Frame<P>(
        String type,
        long ts,
        P payload,
        @Nullable String cursor,
        @Nullable String id) {}
