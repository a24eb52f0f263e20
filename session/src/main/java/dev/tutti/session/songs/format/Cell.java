package dev.tutti.session.songs.format;

import org.jspecify.annotations.Nullable;

/**
 * A part of a line while it is read, before the notation of the file is known.
 *
 * @param chord as the file has it; null for words alone
 * @param semitones that a transposition in the file moves the chord
 */
record Cell(@Nullable String chord, String text, int semitones) {
    static Cell words(String text) {
        return new Cell(null, text, 0);
    }

    Cell plus(String more) {
        return new Cell(chord, text + more, semitones);
    }
}
