package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C",
                "Bb",
                "F#m",
                "Dm7",
                "Gsus4",
                "Cadd9",
                "A7/C#",
                "Ebmaj7(#5)",
                "Bm7b5",
                "D-7",
                "GΔ7",
                "Cø7",
                "B°",
                "E+",
                "C6/9",
                "(E)",
                "F#m7(add11)/B",
                "Domit3",
                "Csus2",
                "Cm(maj7)",
                "G7alt"
            })
    void aChordIsReadAndWrittenAsItWas(String text) {
        assertThat(ChordName.read(text))
                .hasValueSatisfying(chord -> assertThat(chord.english()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Hello", "Cat", "NC", "*Bis", "x2", "Es", "C/", "Amazing", "Dog", "Gmx"})
    void otherTextIsNoChord(String text) {
        assertThat(ChordName.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "D, E, F#m7/C#, G#m7/D#", "D, Eb, F#m, Gm", "C, Db, Am, Bbm", "C, F#, F, B", "E, F, G#m, Am", "A, Bb, C#m, Dm",
        "F, F#, Bb, B", "Am, Cm, E7, G7", "G, Gb, D, Db", "C, C, F##, G", "Bb, B, Eb, E", "C, Cb, F, Fb"
    })
    void chordsAreSpelledAsTheNewKeySpellsThem(String from, String to, String chord, String expected) {
        var way = Transposition.between(key(from), key(to));

        assertThat(ChordName.read(chord).orElseThrow().by(way).english()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "D, 1, Eb",
        "C, 1, Db",
        "G, -1, F#",
        "E, 1, F",
        "Am, 3, Cm",
        "F#m, 1, Gm",
        "Bm, 1, Cm",
        "A, 2, B",
        "Em, -1, Ebm",
        "C, 6, F#"
    })
    void aKeyIsMovedToItsUsualName(String from, int semitones, String to) {
        assertThat(key(from).up(semitones, 0).english()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({
        "Bb, Bb",
        "B♭, Bb",
        "F# minor, F#m",
        "Esm, Ebm",
        "h-moll, Bm",
        "Es-Dur, Eb",
        "Am, Am",
        "Dmin, Dm",
        "G major, G",
        "A-, Am",
        "Fxm, Gm",
        "B#m, B#m",
        "fis-moll, F#m"
    })
    void keysAreReadHoweverTheyAreWritten(String text, String key) {
        assertThat(Key.read(text, Notation.ENGLISH).orElseThrow().english()).isEqualTo(key);
    }

    @Test
    void germanNamesAreKnownByTheirH() {
        assertThat(Notation.of(List.of("C", "Hm", "B"))).isEqualTo(Notation.GERMAN);
        assertThat(Notation.of(List.of("C", "Es", "B"))).isEqualTo(Notation.GERMAN);
        assertThat(Notation.of(List.of("C", "Bes", "F"))).isEqualTo(Notation.DUTCH);
        assertThat(Notation.of(List.of("Do", "Fa#m", "Sib7"))).isEqualTo(Notation.SOLFEGE);
        assertThat(Notation.of(List.of("C", "Bb", "N.C.", "IV", "5/7"))).isEqualTo(Notation.ENGLISH);
        assertThat(names(Notation.GERMAN, "H7", "B", "Bb", "Fis", "as", "e/H", "Des7", "Esus4", "Asus2"))
                .containsExactly("B7", "Bb", "Bb", "F#", "Abm", "Em/B", "Db7", "Esus4", "Asus2");
        assertThat(names(Notation.SOLFEGE, "Do", "Rem7", "Fa#", "Sib", "La/Do#"))
                .containsExactly("C", "Dm7", "F#", "Bb", "A/C#");
    }

    @Test
    void numbersStayNumbersInEveryKey() {
        assertThat(List.of("1", "6m", "b7", "5/7", "IV", "vi7", "#4")).allMatch(ChordName::isNumber);
        assertThat(new Chords(Notation.ENGLISH, Set.of(), key("C")).name(new Cell("4", "", 3)))
                .isEqualTo("4");
    }

    private static List<String> names(Notation notation, String... chords) {
        return Arrays.stream(chords)
                .map(chord -> notation.chord(chord).orElseThrow().english())
                .toList();
    }

    private static Key key(String name) {
        return Key.read(name, Notation.ENGLISH).orElseThrow();
    }
}
