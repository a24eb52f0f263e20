package dev.tutti.session.songs.format;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A chord by its name: root, quality and bass.
 *
 * @param before an opening parenthesis, or nothing
 * @param quality what stands between root and bass, as it is written
 * @param bass null when it is the root
 * @param after a closing parenthesis, or nothing
 */
record ChordName(
        String before, Note root, String quality, @Nullable Note bass, String after) {
    static final int MAX_LENGTH = 40;

    private static final Pattern NUMBER = Pattern.compile(
            "\\(?[b#♭♯]?(?:[1-7]|[IV]{1,3}|[iv]{1,3})(?:[-+°ø^Δ]|maj|m|dim|aug|sus|add|\\d|\\(|\\)|b|#)*"
                    + "(?:/[b#♭♯]?[1-7])?\\)?");

    static Optional<ChordName> read(String text) {
        return Notation.ENGLISH.chord(text);
    }

    /** Whether it is a Nashville or Roman number, which stays what it is in every key. */
    static boolean isNumber(String text) {
        return text.length() <= MAX_LENGTH && NUMBER.matcher(text).matches();
    }

    boolean isMinor() {
        return quality.startsWith("m") && !quality.startsWith("maj");
    }

    ChordName by(Transposition transposition) {
        Note movedBass = bass == null ? null : transposition.move(bass);
        return new ChordName(before, transposition.move(root), quality, movedBass, after);
    }

    String english() {
        return before + root.english() + quality + (bass == null ? "" : "/" + bass.english()) + after;
    }
}
