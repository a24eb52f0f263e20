package dev.tutti.session;

import java.util.Optional;

/** What a silent signal says. */
public enum CueKind {
    CHORUS("chorus"),
    VERSE("verse"),
    BRIDGE("bridge"),
    /** Repeat these bars until the next cue. */
    VAMP("vamp"),
    /** Stop. */
    CUT("cut"),
    /** Once more from here. */
    AGAIN("again"),
    /** What its text says. */
    CUSTOM("custom");

    private final String wireName;

    CueKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static Optional<CueKind> of(String wireName) {
        for (CueKind value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
