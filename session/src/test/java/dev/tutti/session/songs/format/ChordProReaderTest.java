package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongImport;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChordProReaderTest {
    private final StandardSongFormats formats = new StandardSongFormats();

    @Test
    void factsOfASongGoToTheirFieldsOrIntoTheNotes() {
        SongDraft song = song("""
                {t: Song}
                {st: A subtitle}
                {artist: One}
                {meta: artist Two}
                {key: F# minor}
                {tempo: 92.5}
                {time: 6/8}
                {duration: 3:45}
                {copyright: 1990 Somebody}
                {meta: mood quiet}
                {meta note: Watch the drummer}
                [F#m]La
                """);

        assertThat(song.title()).isEqualTo("Song");
        assertThat(song.artist()).isEqualTo("One, Two");
        assertThat(song.key()).isEqualTo("F#m");
        assertThat(song.bpm()).isEqualTo(92.5);
        assertThat(song.timeSignature()).isEqualTo(TimeSignature.SIX_EIGHT);
        assertThat(song.durationS()).isEqualTo(225);
        assertThat(song.notes())
                .isEqualTo("Subtitle: A subtitle\nCopyright: 1990 Somebody\nmood: quiet\nWatch the drummer");
    }

    @Test
    void environmentsAndTheirShortFormsAreSections() {
        SongDraft song = song("""
                {t: S}
                {sov}
                one
                {eov}
                {start_of_chorus: label="Big Chorus"}
                two
                {eoc}
                {sob}
                three
                {eob}
                {start_of_prechorus}
                four
                {end_of_prechorus}
                {start_of_my_part: My own}
                five
                {end_of_my_part}
                """);

        assertThat(song.chart().sections().stream().map(Section::label))
                .containsExactly("Verse 1", "Big Chorus", "Bridge", "Pre-chorus", "My own");
        assertThat(song.chart().sections().stream().map(Section::kind))
                .containsExactly(
                        SectionKind.VERSE,
                        SectionKind.CHORUS,
                        SectionKind.BRIDGE,
                        SectionKind.PRE_CHORUS,
                        SectionKind.OTHER);
        assertThat(song.chart().sections().stream().map(Section::id)).containsExactly("v1", "c", "b", "p", "o");
    }

    @Test
    void paragraphsAndHeadingsInCommentsAreSectionsToo() {
        SongDraft song = song("{t: S}\n{c: Verse 1}\n[C]one\n\n{ci:Chorus}\ntwo\n\nthree\n");

        assertThat(song.chart().sections().stream().map(Section::label)).containsExactly("Verse 1", "Chorus", "");
    }

    @Test
    void theChorusIsRepeatedWhereItIsRecalled() {
        SongImport found = read("{t: S}\n{chorus}\n{soc}\n[G]Sing\n{eoc}\n{sov}\nx\n{eov}\n{chorus: Final}\n");
        List<Section> sections = found.songs().getFirst().chart().sections();

        assertThat(sections.stream().map(Section::label)).containsExactly("Chorus", "Chorus", "Verse 1", "Final");
        assertThat(sections.getLast().lines()).isEqualTo(sections.get(1).lines());
        assertThat(found.warnings()).containsExactly("Line 2: {chorus} stands before any chorus.");
    }

    @Test
    void tabsAreKeptAsTypedAndGridsKnowTheirChords() {
        SongDraft song =
                song("{t: S}\n{sot: Intro}\ne|--0-[2]-{x}--|\n  B|----|\n{eot}\n{sog 4x4}\n| A . | D/F# . |\n{eog}\n");
        List<Section> sections = song.chart().sections();

        assertThat(sections.getFirst().kind()).isEqualTo(SectionKind.INTRO);
        assertThat(sections.getFirst().lines())
                .containsExactly(tab(new Part(null, "e|--0-[2]-{x}--|")), tab(new Part(null, "  B|----|")));
        assertThat(sections.getLast().lines())
                .containsExactly(tab(new Part(null, "| "), new Part("A", " . | "), new Part("D/F#", " . |")));
    }

    @Test
    void severalSongsOfAFileAreSeveral() {
        SongImport found = read("{title: One}\n[C]a\n{new_song}\n{title: Two}\n[D]b\n{ns}\n\n");

        assertThat(found.songs().stream().map(SongDraft::title)).containsExactly("One", "Two");
    }

    @Test
    void lineEndsMarksContinuationsAndEscapesOfAllKindsAreRead() {
        SongDraft song = song("\uFEFF{t: S}\r\n# a remark\r\n[C]One \\\r\n    line\r[D]caf\\u00e9 \\u{1F3B5}\n");

        assertThat(song.chart().sections().getFirst().lines())
                .containsExactly(words(new Part("C", "One line")), words(new Part("D", "café 🎵")));
    }

    @Test
    void markupIsTakenOutAndMetadataPutIn() {
        SongDraft song = song(
                "{t: S}\n{key: G}\n{c: In %{key|the key of %{}|no key}%{capo|, capo %{}}}\n[<b>G</b>]<i>Hey</i> &amp; 3 < 4\n");

        assertThat(song.chart().sections().getFirst().lines())
                .containsExactly(
                        new Line(LineKind.COMMENT, List.of(new Part(null, "In the key of G"))),
                        words(new Part("G", "Hey & 3 < 4")));
    }

    @Test
    void transpositionsAreCarriedOutAndTakenBack() {
        SongDraft song = song("{t: S}\n{key: D}\n[D]a[F#m]b\n{transpose: 1}\n[D]c[F#m]d\n{transpose}\n[A7/C#]e\n");

        assertThat(SampleSongsTest.chords(song)).containsExactly("D", "F#m", "Eb", "Gm", "A7/C#");
    }

    @Test
    void aWholeSongThatIsTransposedHasTheKeyItIsTransposedTo() {
        SongDraft song = song("{t: S}\n{key: E}\n{transpose: -2}\n[E]a[B7]b\n");

        assertThat(song.key()).isEqualTo("D");
        assertThat(SampleSongsTest.chords(song)).containsExactly("D", "A7");
    }

    @Test
    void aSecondKeyOrTempoIsSaidWhereItBegins() {
        SongDraft song = song("{t: S}\n{key: D}\n{tempo: 100}\n{sov}\n[D]a\n{key: E}\n{tempo: 110}\n[E]b\n{eov}\n");

        assertThat(song.key()).isEqualTo("D");
        assertThat(song.chart().sections().getFirst().lines())
                .contains(
                        new Line(LineKind.COMMENT, List.of(new Part(null, "Key: E"))),
                        new Line(LineKind.COMMENT, List.of(new Part(null, "Tempo: 110"))));
    }

    @Test
    void whatIsForSomePlayersOnlySaysForWhom() {
        SongDraft song = song(
                "{t: S}\n{comment-guitar: muted}\n{define-ukulele: C frets 0 0 0 3}\n{sov-alto: High}\nx\n{eov-alto}\n");

        assertThat(song.chart().sections().getFirst().label()).isEqualTo("High (alto)");
        assertThat(song.chart().sections().getFirst().lines().getFirst())
                .isEqualTo(new Line(LineKind.COMMENT, List.of(new Part(null, "guitar: muted"))));
    }

    @Test
    void unknownDirectivesAreNamedAndLayoutIsNot() {
        SongImport found = read("{t: S}\n{textfont: Arial}\n{np}\n{x_other: y}\n{+pdf.x: 1}\n{frobnicate: y}\n[C]a\n");

        assertThat(found.warnings())
                .containsExactly("Line 6: the directive {frobnicate} is not known and is left out.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {t: S}\\nla\\n{start_of_chorus;                3; 1; The directive that begins here has no end. Put } behind it, in the same line.
            {t: S}\\n  Sing [Am and play;                  2; 8; The chord that begins here has no end. Put ] behind its name.
            {t: S}\\n{start_of_abc}\\nX:1;                 2; 1; What begins here has no end. Put {end_of_abc} behind its last line.
            {t: S}\\n[G hello [C]x;                        2; 1; Another chord begins before this one ends. Put ] behind its name.
            {t: S}\\nOne \\\\\\n   two [Am;                 3; 8; The chord that begins here has no end. Put ] behind its name.
            """)
    void whatWouldBeLostIsRefusedAtItsPlace(String text, int line, int column, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n").replace("\\\\", "\\")))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused).hasMessage(message);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }

    @Test
    void aSongTooLargeForAChartIsRefusedWhereItBecomesTooLarge() {
        String text = "{t: S}\n" + "{soc}\nla\n{eoc}\n".repeat(201);

        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(MalformedSongException.class, refused -> {
            assertThat(refused.line()).isEqualTo(602);
            assertThat(refused).hasMessageContaining("more than 200 sections");
        });
    }

    @Test
    void aTempoThatIsNoNumberIsSaid() {
        SongImport found = read("{t: S}\n{tempo: fast}\n[C]a\n");

        assertThat(found.songs().getFirst().bpm()).isNull();
        assertThat(found.songs().getFirst().notes()).isEqualTo("Tempo: fast");
        assertThat(found.warnings())
                .containsExactly(
                        "Line 2: the tempo “fast” stands in the notes; the click takes 30 to 260 beats a minute.");
    }

    @Test
    void aSongOfATitleAloneSaysThatItHasNoWords() {
        assertThat(read("{t: Only a title}\n").warnings())
                .containsExactly("“Only a title” has no words and no chords.");
    }

    @Test
    void tooManyWordsAreRefusedWhereTheyBecomeTooMany() {
        String text = "{t: S}\n" + ("x".repeat(1_000) + "\n").repeat(70);

        assertThatThrownBy(() -> read(text)).isInstanceOfSatisfying(MalformedSongException.class, refused -> {
            assertThat(refused.line()).isEqualTo(67);
            assertThat(refused).hasMessageContaining("more than 64 KB of words");
        });
    }

    @Test
    void emptyTextIsRefused() {
        assertThatThrownBy(() -> formats.read(" \n", SongFormat.CHORDPRO, null))
                .isInstanceOf(MalformedSongException.class);
    }

    private static Line words(Part... parts) {
        return new Line(LineKind.LYRICS, List.of(parts));
    }

    private static Line tab(Part... parts) {
        return new Line(LineKind.TAB, List.of(parts));
    }

    private SongDraft song(String text) {
        return read(text).songs().getFirst();
    }

    private SongImport read(String text) {
        try {
            return formats.read(text, SongFormat.CHORDPRO, null);
        } catch (MalformedSongException refused) {
            throw sneaky(refused);
        }
    }

    @SuppressWarnings("unchecked")
    private static <X extends Exception> RuntimeException sneaky(Exception e) throws X {
        throw (X) e;
    }
}
