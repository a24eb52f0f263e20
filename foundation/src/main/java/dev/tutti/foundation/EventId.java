package dev.tutti.foundation;

/** The id of an event: a hash of what caused it, so the same press of a button is the same event everywhere. */
public record EventId(String value) implements Comparable<EventId> {
    public EventId {
        Identifier.checked("event id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
