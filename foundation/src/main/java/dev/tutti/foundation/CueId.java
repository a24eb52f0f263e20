package dev.tutti.foundation;

/** The id of a cue, unique in its session. */
public record CueId(String value) implements Comparable<CueId> {
    public CueId {
        Identifier.checked("cue id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(CueId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
