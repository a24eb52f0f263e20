package dev.tutti.session.songs.format;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The chords of OpenLyrics 0.9, by short code or by formula, and how players write them. */
final class ChordStructures {
    private static final Map<String, String> QUALITIES = new HashMap<>();
    private static final Map<String, String> CODES = new HashMap<>();

    static {
        both("power", "5", "5");
        both("min", "m", "m3-5");
        both("aug", "aug", "3-a5");
        both("dim", "dim", "m3-d5");
        both("dom7", "7", "3-5-m7");
        both("maj7", "maj7", "3-5-7");
        both("min7", "m7", "m3-5-m7");
        both("dim7", "dim7", "m3-d5-d7");
        both("halfdim7", "m7b5", "m3-d5-m7");
        both("minmaj7", "m(maj7)", "m3-5-7");
        both("augmaj7", "maj7(#5)", "3-a5-7");
        both("aug7", "7(#5)", "3-a5-m7");
        both("maj6", "6", "3-5-6");
        both("maj6b", "(b6)", "3-5-m6");
        both("min6", "m6", "m3-5-6");
        both("min6b", "m(b6)", "m3-5-m6");
        both("dom9", "9", "3-5-m7-9");
        both("dom9b", "7(b9)", "3-5-m7-m9");
        both("maj9", "maj9", "3-5-7-9");
        both("min9", "m9", "m3-5-m7-9");
        both("minmaj9", "m(maj9)", "m3-5-7-9");
        both("aug9", "9(#5)", "3-a5-m7-9");
        both("halfdim9", "m9(b5)", "m3-d5-m7-9");
        both("sus4", "sus4", "4-5");
        both("sus2", "sus2", "2-5");
        both("add9", "add9", "3-5-9");
        formula("3-5", "");
        formula("3-d5-m7", "7(b5)");
        formula("m3-d5-7", "m(maj7)(b5)");
        formula("3-d5-7", "maj7(b5)");
        formula("3-a5-7-9", "maj9(#5)");
        formula("m3-d5-m7-m9", "m7(b9,b5)");
        formula("m3-d5-d7-9", "dim9");
        formula("m3-d5-d7-m9", "dim7(b9)");
        formula("3-5-m7-m10", "7(#9)");
        formula("3-5-m7-9-11", "11");
        formula("3-5-7-9-11", "maj11");
        formula("m3-5-m7-9-11", "m11");
        formula("m3-5-7-9-11", "m(maj11)");
        formula("3-5-m7-9-a11", "9(#11)");
        formula("3-5-7-9-a11", "maj9(#11)");
        formula("m3-5-m7-9-a11", "m9(#11)");
        formula("m3-5-7-9-a11", "m(maj9)(#11)");
        formula("3-a5-7-9-11", "maj11(#5)");
        formula("3-a5-m7-9-11", "11(#5)");
        formula("m3-d5-m7-m9-11", "m11(b5)");
        formula("m3-d5-d7-m9-d11", "dim11");
        formula("3-5-m7-9-11-13", "13");
        formula("3-5-7-9-11-13", "maj13");
        formula("m3-5-m7-9-11-13", "m13");
        formula("m3-5-7-9-11-13", "m(maj13)");
        formula("3-5-m7-9-a11-13", "13(#11)");
        formula("3-5-7-9-a11-13", "maj13(#11)");
        formula("m3-5-m7-9-a11-13", "m13(#11)");
        formula("m3-5-7-9-a11-13", "m(maj13)(#11)");
        formula("3-a5-7-9-11-13", "maj13(#5)");
        formula("3-a5-m7-9-11-13", "13(#5)");
        formula("m3-d5-m7-m9-11-13", "m13(b5)");
        formula("3-5-m7-13", "7(add13)");
        formula("3-5-6-9", "6/9");
        formula("4-5-m7", "7sus4");
        formula("2-5-m7", "7sus2");
        formula("4-5-7", "maj7sus4");
        formula("2-5-7", "maj7sus2");
        formula("4-5-m7-9", "9sus4");
        formula("4-5-m7-m9", "7(b9)sus4");
        formula("4-5-7-9", "maj9sus4");
        formula("4-a5-7-9", "maj9(#5)sus4");
        formula("4-a5-m7-9", "9(#5)sus4");
        Map.of("+", "aug", "min", "min", "-", "min", "M7", "maj7", "sus", "sus4", "2", "sus2", "4", "sus4")
                .forEach(CODES::putIfAbsent);
    }

    private ChordStructures() {}

    private static void both(String code, String quality, String formula) {
        QUALITIES.put(code, quality);
        QUALITIES.put(formula, quality);
        CODES.put(quality, code);
    }

    private static void formula(String formula, String quality) {
        QUALITIES.put(formula, quality);
        CODES.put(quality, formula);
    }

    /** How players write a structure; one that has no name is shown as its formula. */
    static String quality(String structure) {
        String known = structure.isEmpty() ? "" : QUALITIES.get(structure);
        return known != null ? known : "(" + structure + ")";
    }

    /** The code of a quality, from which the same quality is read again; null when there is none. */
    static @Nullable String code(String quality) {
        String code = quality.isEmpty() ? "" : CODES.get(quality);
        return code != null && (code.isEmpty() || quality(code).equals(quality)) ? code : null;
    }
}
