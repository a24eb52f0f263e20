package dev.tutti.session.songs.format;

/**
 * A note by its letter and accidental, such as F#.
 *
 * @param letter 0 for C to 6 for B
 * @param alter semitones above the letter's own; negative for flats
 */
record Note(int letter, int alter) {
    private static final String LETTERS = "CDEFGAB";
    private static final int[] NATURAL = {0, 2, 4, 5, 7, 9, 11};
    /** Of the letters, in fifths from C: how many sharps a major key on them has. */
    private static final int[] FIFTHS = {0, 2, 4, -1, 1, 3, 5};

    static Note of(char letter, int alter) {
        return new Note(LETTERS.indexOf(letter), alter);
    }

    /** The note of this letter that has this pitch. */
    static Note spelled(int letter, int pitch) {
        int alter = Math.floorMod(pitch - NATURAL[letter] + 6, 12) - 6;
        return new Note(letter, alter);
    }

    /** Semitones above C, 0 to 11. */
    int pitch() {
        return Math.floorMod(NATURAL[letter] + alter, 12);
    }

    /** Sharps of the major key on it; negative for flats. */
    int fifths() {
        return FIFTHS[letter] + 7 * alter;
    }

    String english() {
        return LETTERS.charAt(letter) + (alter < 0 ? "b".repeat(-alter) : "#".repeat(alter));
    }
}
