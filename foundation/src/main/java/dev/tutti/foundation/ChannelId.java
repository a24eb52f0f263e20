package dev.tutti.foundation;

/** The id of a channel, unique in its session. */
public record ChannelId(String value) implements Comparable<ChannelId> {
    public ChannelId {
        Identifier.checked("channel id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
