package dev.tutti.session.songs;

import java.util.Optional;

/** What a section is in its song. */
public enum SectionKind {
    VERSE("verse"),
    CHORUS("chorus"),
    BRIDGE("bridge"),
    PRE_CHORUS("pre_chorus"),
    INTRO("intro"),
    OUTRO("outro"),
    INTERLUDE("interlude"),
    /** A short end, sung again. */
    TAG("tag"),
    INSTRUMENTAL("instrumental"),
    /** What has none of these names. */
    OTHER("other");

    private final String wireName;

    SectionKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<SectionKind> of(String wireName) {
        for (SectionKind value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
