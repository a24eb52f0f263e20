package dev.tutti.session;

import java.util.Optional;

/** Names that people give: of sessions, people and channels; text, trimmed, short, without control characters. */
public final class Name {
    public static final int MAX_LENGTH = 40;

    private Name() {}

    /** The name as it is kept, or nothing when it is empty, too long or not text. */
    public static Optional<String> read(String given) {
        if (given.length() > 4 * MAX_LENGTH) {
            return Optional.empty();
        }
        String name = given.strip().replaceAll("\\s+", " ");
        boolean isText = name.codePoints().noneMatch(Name::isHidden);
        boolean fits = !name.isEmpty() && name.codePointCount(0, name.length()) <= MAX_LENGTH;
        return isText && fits ? Optional.of(name) : Optional.empty();
    }

    public static Rejection rejection(String field) {
        return Rejections.invalid(field, "A name has 1 to " + MAX_LENGTH + " characters of text.");
    }

    /** Control characters, lone surrogates and direction overrides, by which one name can look like another. */
    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
