package dev.tutti.session.songs;

import java.util.Optional;

/** How songs are written in files. */
public enum SongFormat {
    CHORDPRO("chordpro"),
    /** OpenLyrics 0.9; what is read may also be older. */
    OPENLYRICS("openlyrics"),
    /** The same for programs that do not know the chords, instruments and time signatures of 0.9. */
    OPENLYRICS_0_8("openlyrics-0.8"),
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
