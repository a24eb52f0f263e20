package dev.tutti.node;

import org.jspecify.annotations.Nullable;

/** A part that is made after those it is handed to; set once, before anything runs. Thread-safe. */
public final class Late<T> {
    private volatile @Nullable T part;

    public T get() {
        var made = part;
        if (made == null) {
            throw new IllegalStateException("Asked for before it was made");
        }
        return made;
    }

    void set(T made) {
        part = made;
    }
}
