package dev.tutti.session.songs.format;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the chords of one file their English names, moved where the file transposes.
 *
 * @param defined names that the file itself explains, which stay as they are
 * @param key of the song as it is written; null when the file does not say
 */
record Chords(
        Notation notation, Set<String> defined, @Nullable Key key) {

    static String sentence(Notation notation) {
        return switch (notation) {
            case ENGLISH -> "The chords have English names.";
            case GERMAN -> "The chords have German names. They are kept as English ones: H is B, B is Bb.";
            case DUTCH -> "The chords have Dutch names. They are kept as English ones: Bes is Bb.";
            case SOLFEGE -> "The chords have solfège names. They are kept as English ones: Do is C.";
        };
    }

    String name(Cell cell) {
        String text = cell.chord();
        if (text == null) {
            throw new IllegalArgumentException("no chord");
        }
        boolean isKept = text.startsWith("*") || (defined.contains(text) && cell.semitones() == 0);
        Optional<ChordName> read = isKept ? Optional.empty() : notation.chord(text);
        if (read.isEmpty()) {
            return text;
        }
        ChordName chord = read.get();
        if (cell.semitones() != 0) {
            Key from = key != null ? key : new Key(chord.root(), chord.isMinor());
            chord = chord.by(Transposition.between(from, from.up(cell.semitones(), 0)));
        }
        return chord.english();
    }
}
