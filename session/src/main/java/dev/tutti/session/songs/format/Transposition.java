package dev.tutti.session.songs.format;

/**
 * A way from one key to another: by letters and semitones, so that each note is spelled as the new key spells it.
 *
 * @param signature sharps of the key it leads to; negative for flats
 */
record Transposition(int letters, int semitones, int signature) {

    static Transposition between(Key from, Key to) {
        return new Transposition(
                Math.floorMod(to.tonic().letter() - from.tonic().letter(), 7),
                Math.floorMod(to.tonic().pitch() - from.tonic().pitch(), 12),
                to.signature());
    }

    Note move(Note note) {
        int pitch = Math.floorMod(note.pitch() + semitones, 12);
        var spelled = Note.spelled(Math.floorMod(note.letter() + letters, 7), pitch);
        return isUsual(spelled) ? spelled : Key.at(pitch, false, signature).tonic();
    }

    /** Double accidentals are not, and E#, B#, Cb and Fb only where the key itself has them. */
    private boolean isUsual(Note note) {
        if (Math.abs(note.alter()) > 1) {
            return false;
        }
        boolean oddSharp = note.alter() == 1 && (note.letter() == 2 || note.letter() == 6);
        boolean oddFlat = note.alter() == -1 && (note.letter() == 0 || note.letter() == 3);
        int needed = note.letter() == 6 || note.letter() == 3 ? 7 : 6;
        return (!oddSharp || signature >= needed) && (!oddFlat || signature <= -needed);
    }
}
