package dev.tutti.session;

import dev.tutti.session.songs.TimeSignature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How fast and in which pattern: the click of one bar, repeated.
 *
 * @param bpmHundredths beats a minute times 100
 * @param accents loudness of each beat of a bar: 0 silent, 1 soft, 2 ordinary, 3 the downbeat's
 */
public record Pulse(int bpmHundredths, TimeSignature signature, Subdivision subdivision, List<Integer> accents) {
    public static final int MIN_BPM = 30;
    public static final int MAX_BPM = 260;
    public static final int MAX_ACCENT = 3;
    static final long US_OF_HUNDREDTHS = 6_000_000_000L;

    public Pulse {
        accents = List.copyOf(accents);
        if (bpmHundredths < MIN_BPM * 100 || bpmHundredths > MAX_BPM * 100) {
            throw new IllegalArgumentException("bpm out of range: " + bpmHundredths / 100.0);
        }
        if (accents.size() != signature.conductedBeats() || subdivision.clicks(signature) == 0) {
            throw new IllegalArgumentException(accents + ", " + subdivision + " do not fit " + signature.wireName());
        }
    }

    /** That tempo with the usual accents and subdivision. */
    public static Pulse usual(int bpmHundredths, TimeSignature signature) {
        return new Pulse(bpmHundredths, signature, Subdivision.usual(signature), usualAccents(signature));
    }

    /** One downbeat, then ordinary beats. */
    public static List<Integer> usualAccents(TimeSignature signature) {
        var accents = new ArrayList<Integer>(Collections.nCopies(signature.conductedBeats(), 2));
        accents.set(0, MAX_ACCENT);
        return accents;
    }

    public static boolean isBpm(double bpm) {
        return bpm >= MIN_BPM && bpm <= MAX_BPM;
    }

    /** The number that a pulse keeps of a tempo. */
    public static int hundredths(double bpm) {
        return (int) Math.round(bpm * 100);
    }

    public double bpm() {
        return bpmHundredths / 100.0;
    }

    /** How long so many beats last, to the nearest microsecond. */
    public long beatsUs(long beats) {
        return Math.floorDiv(2 * beats * US_OF_HUNDREDTHS + bpmHundredths, 2L * bpmHundredths);
    }

    /** Whole beats in that time: the largest number whose {@link #beatsUs} is not longer. */
    public long beatsIn(long us) {
        long beats = Math.floorDiv(us * bpmHundredths, US_OF_HUNDREDTHS);
        return beatsUs(beats + 1) <= us ? beats + 1 : beats;
    }

    public long barUs() {
        return beatsUs(signature.conductedBeats());
    }

    /** The same pattern at a song's tempo; another signature brings its usual pattern. */
    public Pulse forSong(int songBpmHundredths, TimeSignature songSignature) {
        return songSignature == signature
                ? new Pulse(songBpmHundredths, signature, subdivision, accents)
                : usual(songBpmHundredths, songSignature);
    }
}
