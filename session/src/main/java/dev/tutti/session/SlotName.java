package dev.tutti.session;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a slot for programs: lower-case words joined by underscores. */
public record SlotName(String value) implements Comparable<SlotName> {
    public static final int MAX_LENGTH = 32;
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public SlotName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a slot name has 1 to " + MAX_LENGTH + " lower-case letters and digits, words joined by '_'");
        }
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches();
    }

    public static Optional<SlotName> read(String text) {
        return isValid(text) ? Optional.of(new SlotName(text)) : Optional.empty();
    }

    @Override
    public int compareTo(SlotName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
