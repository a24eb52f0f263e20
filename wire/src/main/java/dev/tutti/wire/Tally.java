package dev.tutti.wire;

import java.util.EnumMap;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts by kind, for metrics and for logging each kind once. Any thread; counting allocates nothing.
 *
 * @param <E> the kinds
 */
public final class Tally<E extends Enum<E>> {
    private final EnumMap<E, AtomicLong> counts;

    public Tally(Class<E> kinds) {
        counts = new EnumMap<>(kinds);
        for (E kind : kinds.getEnumConstants()) {
            counts.put(kind, new AtomicLong());
        }
    }

    /** Counts one more; true for the first of its kind. */
    public boolean add(E kind) {
        return counter(kind).getAndIncrement() == 0;
    }

    public long count(E kind) {
        return counter(kind).get();
    }

    private AtomicLong counter(E kind) {
        return Objects.requireNonNull(counts.get(kind));
    }
}
