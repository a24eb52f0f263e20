package dev.tutti.foundation;

/** The one shape of every textual id: short, printable, safe in a path, a room name and a log line. */
final class Identifier {
    static final int MAX_LENGTH = 64;

    private Identifier() {}

    static String checked(String kind, String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    kind + " must be 1 to " + MAX_LENGTH + " letters, digits, '-', '_' or '.'");
        }
        return value;
    }

    static boolean isValid(String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.';
    }
}
