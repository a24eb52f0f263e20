package dev.tutti.foundation;

/** The id of a song in the hub's library. */
public record SongId(String value) implements Comparable<SongId> {
    public SongId {
        Identifier.checked("song id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(SongId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
