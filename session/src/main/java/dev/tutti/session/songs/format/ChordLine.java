package dev.tutti.session.songs.format;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A line of plain text that has chords only. */
final class ChordLine {
    private static final Pattern TOKEN = Pattern.compile("\\S+");
    /** Bars, repeats and rests, which may stand among chords. */
    private static final Pattern SIGN = Pattern.compile(
            "[|/%.:‖-]+|\\|[:|]?|:?\\||\\(?[xX×]\\d{1,2}\\)?|\\(?\\d{1,2}[xX×]\\)?|N\\.?C\\.?|\\(?\\*\\S{0,20}");
    /** Words that would read as chords. */
    private static final Pattern WORD = Pattern.compile("(?i)a[sm]?|e|be|ah|do|go|no|ad|had|add|am[.,!?]?|es|is|h");

    private ChordLine() {}

    static boolean isOne(String line) {
        Matcher tokens = TOKEN.matcher(line);
        int chords = 0;
        int doubtful = 0;
        while (tokens.find()) {
            String token = tokens.group();
            boolean isChord = isChord(token);
            if (!isChord && !SIGN.matcher(token).matches()) {
                return false;
            }
            chords += isChord ? 1 : 0;
            doubtful += isChord
                            && Character.isLowerCase(token.charAt(0))
                            && WORD.matcher(token).matches()
                    ? 1
                    : 0;
        }
        return chords > 0 && doubtful < chords;
    }

    private static boolean isChord(String token) {
        boolean isLower = Character.isLowerCase(token.charAt(0));
        return token.length() <= ChordName.MAX_LENGTH
                && !token.matches("(?i)do|go|no|eh|ah|oh")
                && (ChordName.read(token).isPresent()
                        || (!isLower && Notation.GERMAN.chord(token).isPresent())
                        || Notation.SOLFEGE.chord(token).isPresent());
    }

    /** {@code | G . | C D |}: a grid, whose bars are to be seen. */
    static boolean isBars(String line) {
        return line.stripLeading().startsWith("|") && isOne(line);
    }

    static List<Cell> alone(String line) {
        var cells = new ArrayList<Cell>();
        Matcher tokens = TOKEN.matcher(line);
        while (tokens.find()) {
            cells.add(cell(tokens.group(), ""));
        }
        return cells;
    }

    /** Signs among chords are kept as remarks; they need no star of a remark in their line. */
    static String written(String chord) {
        boolean isSign =
                chord.startsWith("*") && SIGN.matcher(chord.substring(1)).matches();
        return (isSign ? chord.substring(1) : chord).replace(' ', '\u00A0');
    }

    /** Each chord stands before the letter it is written above. */
    static List<Cell> above(String line, String words) {
        var cells = new ArrayList<Cell>();
        Matcher tokens = TOKEN.matcher(line);
        int from = 0;
        int indent = Math.min(indent(line), indent(words));
        String chord = null;
        while (tokens.find()) {
            int at = Math.max(from, tokens.start());
            cells.add(cell(chord, slice(words, from, at)));
            chord = tokens.group();
            from = at;
        }
        cells.add(cell(chord, from < words.length() ? words.substring(from) : ""));
        if (indent > 0 && !cells.isEmpty()) {
            Cell first = cells.getFirst();
            cells.set(
                    0,
                    new Cell(
                            first.chord(),
                            first.text().substring(Math.min(indent, first.text().length())),
                            0));
        }
        return cells;
    }

    private static Cell cell(@Nullable String chord, String text) {
        boolean isSign = chord != null && !isChord(chord) && !chord.matches("N\\.?C\\.?");
        if (chord == null || !isSign) {
            return new Cell(chord, text, 0);
        }
        return new Cell((chord.startsWith("*") ? "" : "*") + chord.replace('\u00A0', ' '), text, 0);
    }

    private static int indent(String text) {
        return text.length() - text.stripLeading().length();
    }

    /** Words between two columns, filled with spaces where they end before. */
    private static String slice(String words, int from, int to) {
        String found = words.substring(Math.min(from, words.length()), Math.min(to, words.length()));
        return found + " ".repeat(to - from - found.length());
    }
}
