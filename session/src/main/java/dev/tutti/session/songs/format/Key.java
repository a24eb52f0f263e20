package dev.tutti.session.songs.format;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A key: its tonic, major or minor. */
record Key(Note tonic, boolean minor) {
    private static final Pattern TEXT =
            Pattern.compile("(\\p{L}+?[#b♯♭x]{0,2})[\\s-]*?(m|mi|min|[Mm]inor|[Mm]oll|-|maj|[Mm]ajor|[Dd]ur|M)?");
    private static final int MAX_LENGTH = 40;

    /** The key that a text such as "Bb", "F# minor", "Esm" or "h-moll" names; empty for what is no major or minor key. */
    static Optional<Key> read(String text, Notation notation) {
        String name = text.strip();
        Matcher matcher = TEXT.matcher(name);
        if (name.length() > MAX_LENGTH || !matcher.matches()) {
            return Optional.empty();
        }
        String mode = matcher.group(2) == null ? "" : matcher.group(2);
        Notation used = isGerman(name, mode) ? Notation.GERMAN : notation;
        boolean minorMode = mode.equals("-") || (mode.toLowerCase(Locale.ROOT).startsWith("m") && !isMajor(mode));
        return used.note(matcher.group(1))
                .map(note -> simple(note.note(), minorMode || (mode.isEmpty() && note.lowerCase())));
    }

    private static boolean isMajor(String mode) {
        return mode.equals("M") || mode.toLowerCase(Locale.ROOT).startsWith("maj");
    }

    /** "Es", "As" and "Fis" are no English names, and H is one in German only. */
    private static boolean isGerman(String name, String mode) {
        return mode.equalsIgnoreCase("dur")
                || mode.equalsIgnoreCase("moll")
                || name.matches("(?i)h.*|[a-g]e?s.*|[a-g]is.*");
    }

    /** Keys with more than one accidental in their name have a simpler one. */
    private static Key simple(Note tonic, boolean minor) {
        return Math.abs(tonic.alter()) <= 1 ? new Key(tonic, minor) : at(tonic.pitch(), minor, 0);
    }

    /**
     * The key on a pitch, spelled as it usually is.
     *
     * @param lean above 0 for sharps, below for flats, 0 for the fewest accidentals
     */
    static Key at(int pitch, boolean minor, int lean) {
        Key best = null;
        for (int letter = 0; letter < 7; letter++) {
            var key = new Key(Note.spelled(letter, pitch), minor);
            if (Math.abs(key.tonic.alter()) <= 1 && (best == null || key.cost(lean) < best.cost(lean))) {
                best = key;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("no key on pitch " + pitch);
        }
        return best;
    }

    private int cost(int lean) {
        int wrongWay = lean * signature() < 0 ? 20 : 0;
        // Of F# and Gb, and of D# and Eb minor, players of flats and keys meet the flat one more often in minor.
        int tie = minor == (signature() > 0) ? 1 : 0;
        return 2 * Math.abs(signature()) + wrongWay + tie;
    }

    /** Sharps; negative for flats. */
    int signature() {
        return tonic.fifths() - (minor ? 3 : 0);
    }

    Key up(int semitones, int lean) {
        return semitones == 0 ? this : at(Math.floorMod(tonic.pitch() + semitones, 12), minor, lean);
    }

    String english() {
        return tonic.english() + (minor ? "m" : "");
    }
}
