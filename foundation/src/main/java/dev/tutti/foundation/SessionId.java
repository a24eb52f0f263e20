package dev.tutti.foundation;

/** The id of one live event: a rehearsal, a shift, a lesson. */
public record SessionId(String value) implements Comparable<SessionId> {
    public SessionId {
        Identifier.checked("session id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
