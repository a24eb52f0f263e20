package dev.tutti.session.songs;

import org.jspecify.annotations.Nullable;

/** Words under one chord; null when no chord begins here. */
public record Part(@Nullable String chord, String text) {
    public static final int MAX_CHORD_LENGTH = 40;
    public static final int MAX_TEXT_LENGTH = 1_000;
}
