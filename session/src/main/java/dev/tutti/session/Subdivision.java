package dev.tutti.session;

import dev.tutti.session.songs.TimeSignature;
import java.util.Optional;

/** What sounds between the beats. */
public enum Subdivision {
    /** The beats alone. */
    NONE("none", 1, 1),
    /** Two a beat, in 6/8 and 12/8 three. */
    EIGHTHS("eighths", 2, 3),
    /** Three a beat; where a beat has three eighths anyway, there are none. */
    TRIPLETS("triplets", 3, 0),
    /** Four a beat, in 6/8 and 12/8 six. */
    SIXTEENTHS("sixteenths", 4, 6);

    private final String wireName;
    private final int simple;
    private final int compound;

    Subdivision(String wireName, int simple, int compound) {
        this.wireName = wireName;
        this.simple = simple;
        this.compound = compound;
    }

    public String wireName() {
        return wireName;
    }

    /** Clicks of a beat, 0 when a bar of that signature has no such subdivision. */
    public int clicks(TimeSignature signature) {
        return signature.isCompound() ? compound : simple;
    }

    /** What a click begins with: players of 6/8 and 12/8 count the eighths. */
    public static Subdivision usual(TimeSignature signature) {
        return signature.isCompound() ? EIGHTHS : NONE;
    }

    public static Optional<Subdivision> of(String wireName) {
        for (Subdivision subdivision : values()) {
            if (subdivision.wireName.equals(wireName)) {
                return Optional.of(subdivision);
            }
        }
        return Optional.empty();
    }
}
