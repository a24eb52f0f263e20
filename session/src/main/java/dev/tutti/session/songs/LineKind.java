package dev.tutti.session.songs;

import java.util.Optional;

/** How a line is read. */
public enum LineKind {
    /** Words with chords above them; chords alone have parts without words. */
    LYRICS("lyrics"),
    /** Said to the players, not sung. */
    COMMENT("comment"),
    /** Tablature or a grid: shown as typed, in a fixed width. */
    TAB("tab");

    private final String wireName;

    LineKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<LineKind> of(String wireName) {
        for (LineKind value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
