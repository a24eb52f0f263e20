package dev.tutti.session.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hub's own small facts (identity, term, users, token families): durable key-value, a few thousand rows.
 *
 * <p>Threads and errors as {@link EventStore}: blocking, safe from many threads, {@link StoreException}. A write is
 * durable when the call returns. Keys are at most 200 characters, values at most 64 KiB.
 */
public interface FactStore {
    int MAX_KEY_LENGTH = 200;
    int MAX_VALUE_BYTES = 64 * 1024;

    Optional<byte[]> get(String key);

    void put(String key, byte[] value);

    /** Writes only if the key has that value now (null: is absent); false when it has another. */
    boolean replace(String key, byte @Nullable [] expected, byte[] value);

    void delete(String key);

    /** Keys that begin so, in order, at most so many. */
    List<String> keys(String prefix, int limit);
}
