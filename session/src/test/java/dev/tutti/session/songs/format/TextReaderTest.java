package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReaderTest {
    private final StandardSongFormats formats = new StandardSongFormats();

    @Test
    void chordsStandAboveTheLettersTheyBelongTo() throws Exception {
        SongDraft song = read("""
                Amazing Grace
                John Newton

                Key: G
                Tempo: 80 bpm

                Verse 1:
                  G       G7/B      C        G
                Amazing grace, how sweet the sound
                D      D7
                la
                """);

        assertThat(song.title()).isEqualTo("Amazing Grace");
        assertThat(song.artist()).isEqualTo("John Newton");
        assertThat(song.key()).isEqualTo("G");
        assertThat(song.bpm()).isEqualTo(80.0);
        Section verse = song.chart().sections().getFirst();
        assertThat(verse.kind()).isEqualTo(SectionKind.VERSE);
        assertThat(verse.label()).isEqualTo("Verse 1");
        assertThat(verse.lines())
                .containsExactly(
                        words(
                                new Part(null, "Am"),
                                new Part("G", "azing gr"),
                                new Part("G7/B", "ace, how s"),
                                new Part("C", "weet the "),
                                new Part("G", "sound")),
                        words(new Part("D", "la     "), new Part("D7", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G  D/F#  Em7  Cadd9",
                "Hm  E7  A",
                "Sol  Rem  La7",
                "C#m7b5",
                "| G . | C D |",
                "Am (x2)",
                "N.C.  G",
                "Bbmaj7/D"
            })
    void thisIsALineOfChords(String line) {
        assertThat(ChordLine.isOne(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A man",
                "Do you see",
                "am",
                "a",
                "Go",
                "Be still",
                "Ah",
                "Glory",
                "Add more",
                "Gloria in excelsis",
                "x2"
            })
    void thisIsNot(String line) {
        assertThat(ChordLine.isOne(line)).isFalse();
    }

    @Test
    void headingsOfManyKindsAreFound() throws Exception {
        SongDraft song = read(
                "Title: T\n\n[Intro]\nG C\n\nSTROPHE 2\nla\n\nla\n[Chorus: All]\nlu\nPre-Chorus\nx\n[Odd one]\ny\n");

        assertThat(song.chart().sections().stream().map(Section::label))
                .containsExactly("Intro", "Strophe 2", "All", "Pre-Chorus", "Odd one");
        assertThat(song.chart().sections().stream().map(Section::kind))
                .containsExactly(
                        SectionKind.INTRO,
                        SectionKind.VERSE,
                        SectionKind.CHORUS,
                        SectionKind.PRE_CHORUS,
                        SectionKind.OTHER);
        assertThat(song.chart().sections().get(1).lines())
                .containsExactly(words(new Part(null, "la")), words(), words(new Part(null, "la")));
    }

    @Test
    void tabsStayAsTheyAreTyped() throws Exception {
        SongDraft song = read("Title: T\n\ne|--0--2--|\nB|--------|\n");

        assertThat(song.chart().sections().getFirst().lines())
                .containsExactly(
                        new Line(LineKind.TAB, List.of(new Part(null, "e|--0--2--|"))),
                        new Line(LineKind.TAB, List.of(new Part(null, "B|--------|"))));
    }

    @Test
    void theFormatIsFoundFromTheTextMoreThanFromTheName() {
        assertThat(StandardSongFormats.detect("<?xml version='1.0'?><song/>", "song.txt"))
                .isEqualTo(SongFormat.OPENLYRICS);
        assertThat(StandardSongFormats.detect("\uFEFF  <song/>", null)).isEqualTo(SongFormat.OPENLYRICS);
        assertThat(StandardSongFormats.detect("la\n{title: x}\n", "song.txt")).isEqualTo(SongFormat.CHORDPRO);
        assertThat(StandardSongFormats.detect("{title: broken\n", null)).isEqualTo(SongFormat.CHORDPRO);
        assertThat(StandardSongFormats.detect("Amazing [G]grace", null)).isEqualTo(SongFormat.CHORDPRO);
        assertThat(StandardSongFormats.detect("[Verse 1]\nG   C\nla la", null)).isEqualTo(SongFormat.TEXT);
        assertThat(StandardSongFormats.detect("words", "song.chopro")).isEqualTo(SongFormat.CHORDPRO);
    }

    @Test
    void wordsThatLookLikeSomethingElseComeBackAsWords() throws Exception {
        String text = "Title: T\n\n[Verse 1]\n\\Chorus\n\\A\n// come in quietly\n";
        SongDraft song = read(text);

        assertThat(song.chart().sections().getFirst().lines())
                .containsExactly(
                        words(new Part(null, "Chorus")),
                        words(new Part(null, "A")),
                        new Line(LineKind.COMMENT, List.of(new Part(null, "come in quietly"))));
        assertThat(formats.write(song, SongFormat.TEXT)).isEqualTo(text);
    }

    private SongDraft read(String text) throws Exception {
        return formats.read(text, SongFormat.TEXT, null).songs().getFirst();
    }

    private static Line words(Part... parts) {
        return new Line(LineKind.LYRICS, List.of(parts));
    }
}
