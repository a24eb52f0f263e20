package dev.tutti.foundation;

/** The id of somebody; in a session's media room it is the participant identity. */
public record UserId(String value) implements Comparable<UserId> {
    public UserId {
        Identifier.checked("user id", value);
    }

    /** Whether text from outside can be such an id. */
    public static boolean isValid(String text) {
        return Identifier.isValid(text);
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
