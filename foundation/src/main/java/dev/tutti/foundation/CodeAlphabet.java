package dev.tutti.foundation;

import java.util.Locale;
import java.util.Optional;

/** The characters of codes that people read aloud and type: none looks or sounds like another. */
public final class CodeAlphabet {
    /** No 0 O, 1 I L, 5 S. */
    public static final String CHARACTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789";

    private CodeAlphabet() {}

    /** A code of that many characters, each equally likely. */
    public static String draw(Entropy entropy, int length) {
        var code = new StringBuilder(length);
        int limit = 256 - 256 % CHARACTERS.length();
        while (code.length() < length) {
            for (byte b : entropy.bytes(length)) {
                int value = b & 0xff;
                if (value < limit && code.length() < length) {
                    code.append(CHARACTERS.charAt(value % CHARACTERS.length()));
                }
            }
        }
        return code.toString();
    }

    /** What somebody typed, without spaces and dashes and in capitals; empty when it cannot be a code of that length. */
    public static Optional<String> read(String typed, int length) {
        if (typed.length() > 4 * length) {
            return Optional.empty();
        }
        String code = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean fits = code.length() == length && code.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0);
        return fits ? Optional.of(code) : Optional.empty();
    }
}
