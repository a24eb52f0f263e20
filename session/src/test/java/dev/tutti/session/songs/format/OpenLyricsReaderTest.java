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

class OpenLyricsReaderTest {
    private static final String HEAD =
            "<?xml version=\"1.0\"?>\n<song xmlns=\"http://openlyrics.info/namespace/2009/song\" version=\"0.9\">\n";
    private final StandardSongFormats formats = new StandardSongFormats();

    @Test
    void bothSpellingsOfChordsAreRead() throws Exception {
        assertThat(
                        chords(
                                "<chord name=\"Dm7\"/>a<chord root=\"D\" structure=\"min7\"/>b<chord root=\"D\" bass=\"F#\">c</chord>d"))
                .containsExactly(words(new Part("Dm7", "a"), new Part("Dm7", "b"), new Part("D/F#", "cd")));
        assertThat(chords("<chord root=\"E\" structure=\"3-5-m7-13\"/>x<chord root=\"C\" structure=\"d2-a4\"/>y"))
                .containsExactly(words(new Part("E7(add13)", "x"), new Part("C(d2-a4)", "y")));
        assertThat(chords("<chord root=\"A\"><chord root=\"G\"><chord root=\"D\">Al</chord></chord></chord>le"))
                .containsExactly(words(new Part("A", ""), new Part("G", ""), new Part("D", "Alle")));
    }

    @Test
    void linesBreakAtBreaksOnlyAndIndentsAreNoText() throws Exception {
        assertThat(chords("\n   One  two<br/>\n   three<br/><br/>\n  <tag name=\"red\">four</tag> five\n "))
                .containsExactly(
                        words(new Part(null, "One two")),
                        words(new Part(null, "three")),
                        words(),
                        words(new Part(null, "four five")));
    }

    @Test
    void partsRepeatsAndCommentsAreSaid() throws Exception {
        Section verse =
                song("<lyrics><verse name='c1'><lines part='men' repeat='2'>La<br/><comment>softly</comment>lu</lines>"
                                + "</verse></lyrics>")
                        .chart()
                        .sections()
                        .getFirst();

        assertThat(verse.kind()).isEqualTo(SectionKind.CHORUS);
        assertThat(verse.label()).isEqualTo("Chorus 1");
        assertThat(verse.lines())
                .containsExactly(
                        comment("Men"),
                        comment("2×"),
                        words(new Part(null, "La")),
                        comment("softly"),
                        words(new Part(null, "lu")));
    }

    @Test
    void instrumentalPartsKeepTheirBeats() throws Exception {
        Section intro =
                song("<lyrics><instrument name='i'><lines>\n<beat><chord name='h'/><chord name='A/C#'/></beat>\n"
                                + "<beat><chord name='D'/></beat>\n</lines></instrument></lyrics>")
                        .chart()
                        .sections()
                        .getFirst();

        assertThat(intro.kind()).isEqualTo(SectionKind.INTRO);
        assertThat(intro.lines())
                .containsExactly(new Line(
                        LineKind.TAB,
                        List.of(
                                new Part(null, "| "),
                                new Part("Bm", " "),
                                new Part("A/C#", " | "),
                                new Part("D", " |"))));
    }

    @Test
    void factsAreRead() throws Exception {
        SongDraft song = song("<properties><titles><title>T</title></titles><authors><author type='words'>W</author>"
                + "<author type='music'>M</author></authors><key>Eb</key><timeSignature>3/4</timeSignature>"
                + "<tempo type='text'>Slow</tempo><ccliNo>22</ccliNo></properties><lyrics/>");

        assertThat(song.artist()).isEqualTo("W, M");
        assertThat(song.timeSignature()).isEqualTo(TimeSignature.THREE_FOUR);
        assertThat(song.notes()).isEqualTo("Lyricist: W\nComposer: M\nTempo: Slow\nCCLI number: 22");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
            <lyrics>lost words</lyrics></song>§ 3§ Words stand outside of <lines>. Put them into <lines>…</lines> of a <verse>.
            <lyrics><verse>lost</verse></lyrics></song>§ 3§ Words stand outside of <lines>. Put them into <lines>…</lines> of a <verse>.
            <lyrics><lines>lost</lines></lyrics></song>§ 3§ <lines> stands outside of <verse>. Put it into a <verse name="v1">.
            <lyrics>\\n<verse name='v1'>\\n<lines>a</verse></lyrics>§ 5§ <lines> is not closed here. Put </lines> before this place.
            <lyrics><verse name='v1'><lines>a &nope; b</lines>§ 3§ &nope; is not known in XML. Write the character itself.
            <lyrics><verse name='v1'>§ 3§ The file ends before </verse>. It may have been cut off; get the whole file.
            """)
    void whatWouldBeLostIsRefusedAtItsPlace(String rest, int line, String message) {
        assertThatThrownBy(() -> formats.read(HEAD + rest.replace("\\n", "\n"), null, null))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused).hasMessage(message);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isPositive();
                });
    }

    @Test
    void documentTypesAndTheirEntitiesAreRefusedUnread() {
        String bomb =
                "<?xml version=\"1.0\"?>\n<!DOCTYPE song [<!ENTITY a \"b\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n"
                        + "<song xmlns=\"http://openlyrics.info/namespace/2009/song\"><properties><titles><title>&f;</title></titles>"
                        + "</properties></song>";

        assertThatThrownBy(() -> formats.read(bomb, null, null))
                .isInstanceOf(MalformedSongException.class)
                .hasMessageContaining("document type");
    }

    @Test
    void elementsNestedWithoutEndAreRefused() {
        assertThatThrownBy(() -> formats.read(HEAD + "<lyrics>".repeat(100), null, null))
                .isInstanceOf(MalformedSongException.class)
                .hasMessageContaining("nested deeper than 40");
    }

    @Test
    void otherXmlIsNotTakenForASong() {
        assertThatThrownBy(() -> formats.read("<sheet><body/></sheet>", SongFormat.OPENLYRICS, null))
                .hasMessageContaining("begins with <sheet>");
        assertThatThrownBy(() -> formats.read("<song xmlns='urn:other'/>", null, null))
                .hasMessageContaining("namespace");
    }

    @Test
    void aSongThatItsVerseOrderMakesTooLargeIsRefusedAtTheVerse() {
        String text = "<song><properties><titles><title>T</title></titles><verseOrder>v1 v1</verseOrder></properties>\n"
                + "<lyrics>\n<verse name='v1'><lines>\n" + "x".repeat(40_000) + "</lines></verse></lyrics></song>";

        assertThatThrownBy(() -> formats.read(text, null, null))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused).hasMessageContaining("more than 64 KB");
                    assertThat(refused.line()).isBetween(3, 4);
                });
    }

    @Test
    void anOrderOfVersesInPartsNamesAllOfThem() throws Exception {
        SongImport found = formats.read(
                HEAD
                        + "<properties><titles><title>T</title></titles><verseOrder>v1 c v1 x</verseOrder></properties><lyrics>"
                        + "<verse name='c'><lines>c</lines></verse><verse name='v1a'><lines>a</lines></verse>"
                        + "<verse name='v1b'><lines>b</lines></verse></lyrics></song>",
                null,
                null);

        assertThat(found.songs().getFirst().chart().sections().stream().map(Section::id))
                .containsExactly("v1a", "v1b", "c", "v1a-2", "v1b-2");
        assertThat(found.warnings()).containsExactly("The verse order names “x”, which the song does not have.");
    }

    private List<Line> chords(String lines) throws Exception {
        return song("<lyrics><verse name='v1'><lines>" + lines + "</lines></verse></lyrics>")
                .chart()
                .sections()
                .getFirst()
                .lines();
    }

    private SongDraft song(String content) throws Exception {
        return formats.read(HEAD + content + "</song>", null, "t.xml").songs().getFirst();
    }

    private static Line words(Part... parts) {
        return new Line(LineKind.LYRICS, List.of(parts));
    }

    private static Line comment(String text) {
        return new Line(LineKind.COMMENT, List.of(new Part(null, text)));
    }
}
