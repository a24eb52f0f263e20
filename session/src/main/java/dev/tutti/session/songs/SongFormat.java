package dev.tutti.session.songs;

import java.util.Optional;

/** How songs are written in files. */
public enum SongFormat {
    CHORDPRO("chordpro"),
    OPENLYRICS("openlyrics"),
    /** Chords above words, without any markup. */
    TEXT("text");

    private final String wireName;

    SongFormat(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<SongFormat> of(String wireName) {
        for (SongFormat value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
