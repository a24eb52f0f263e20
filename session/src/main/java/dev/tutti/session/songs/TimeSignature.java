package dev.tutti.session.songs;

import java.util.Optional;

/** How many beats a bar has, and of which length; the click counts what one conducts, in 6/8 and 12/8 dotted quarters. */
public enum TimeSignature {
    TWO_FOUR("2/4", 2, 4),
    THREE_FOUR("3/4", 3, 4),
    FOUR_FOUR("4/4", 4, 4),
    SIX_EIGHT("6/8", 6, 8),
    TWELVE_EIGHT("12/8", 12, 8);

    private final String wireName;
    private final int beats;
    private final int unit;

    TimeSignature(String wireName, int beats, int unit) {
        this.wireName = wireName;
        this.beats = beats;
        this.unit = unit;
    }

    public String wireName() {
        return wireName;
    }

    /** The upper figure. */
    public int beats() {
        return beats;
    }

    /** The lower figure. */
    public int unit() {
        return unit;
    }

    /** Whether one conducts dotted quarters, of three eighths each. */
    public boolean isCompound() {
        return unit == 8;
    }

    /** Beats of a bar as one conducts and as BPM counts them. */
    public int conductedBeats() {
        return isCompound() ? beats / 3 : beats;
    }

    public static Optional<TimeSignature> of(String wireName) {
        for (TimeSignature value : values()) {
            if (value.wireName.equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
