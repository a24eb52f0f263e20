package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongImport;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as the projects behind the formats publish them. */
class SampleSongsTest {
    private final StandardSongFormats formats = new StandardSongFormats();

    static Stream<Path> whole() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .filter(file -> !file.endsWith("invalid.xml") && !file.endsWith("README.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(SampleSongsTest.class.getResource("samples"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("whole")
    void isImportedAndComesBackFromItsOwnFormat(Path file) throws Exception {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        SongImport found = formats.read(text, null, file.getFileName().toString());

        assertThat(found.songs()).hasSize(1);
        SongDraft song = found.songs().getFirst();
        assertThat(song.title()).isNotBlank();
        assertThat(song.chart().sections()).isNotEmpty();
        SongFormat own = file.toString().endsWith(".xml") ? SongFormat.OPENLYRICS : SongFormat.CHORDPRO;
        assertThat(formats.read(formats.write(song, own), own, null).songs()).containsExactly(song);
    }

    @Test
    void theBrokenOneIsRefusedAtItsPlaceWithWhatToDo() throws IOException {
        String text = Files.readString(folder().resolve("invalid.xml"));

        assertThatThrownBy(() -> formats.read(text, null, "invalid.xml"))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused.line()).isEqualTo(13);
                    assertThat(refused.column()).isEqualTo(22);
                    assertThat(refused).hasMessage("<th> is closed with another name. Write </th> here.");
                });
    }

    @Test
    void chordsOfNewerOpenLyricsHaveTheNamesThatPlayersUse() throws Exception {
        Section verse = read("Amazing Grace.xml").chart().sections().getFirst();

        assertThat(verse.id()).isEqualTo("v1");
        assertThat(verse.label()).isEqualTo("Verse 1");
        assertThat(verse.lines().getFirst().parts())
                .startsWith(new Part(null, "A"), new Part("D", "mazing "), new Part("D7", "grace how "));
    }

    @Test
    void theVerseOrderRepeatsTheChorusWhereItIsSung() throws Exception {
        assertThat(read("It Is Well With My Soul.xml").chart().sections().stream()
                        .map(Section::id))
                .containsExactly("v1", "c", "v2", "c-2", "v3", "c-3", "v4", "c-4");
    }

    @Test
    void translationsTitlesPeopleAndThemesAreKept() throws Exception {
        SongDraft song = read("example-complex.xml");

        assertThat(song.title()).isEqualTo("Amazing Grace");
        assertThat(song.artist()).isEqualTo("John Newton");
        assertThat(song.bpm()).isEqualTo(90.0);
        assertThat(song.chart().key()).isEqualTo("C#");
        assertThat(song.key()).isEqualTo("Eb");
        assertThat(song.notes())
                .contains(
                        "Also called: Erstaunliche Anmut",
                        "Lyricist: Chris Rice",
                        "Theme: Graça",
                        "CCLI number: 4639462");
        assertThat(song.chart().sections().stream().map(Section::label)).contains("Verse 1 (de)", "Outro");
    }

    @Test
    void germanNamesInOpenLyricsBecomeEnglishOnes() throws Exception {
        SongDraft song = read("example-test0.8-convert.xml");

        assertThat(song.chart().key()).isEqualTo("Ebm");
        assertThat(song.key()).isEqualTo("Am");
        assertThat(chords(song)).contains("Bm", "F#7").doesNotContain("Hm");
    }

    @Test
    void aChordRecalledInAnotherKeyIsTransposed() throws Exception {
        SongDraft song = read("cho011.cho");

        assertThat(chords(song)).containsExactly("G", "Bm", "A", "D/F#", "A", "C#m", "B", "E/G#");
        assertThat(song.bpm()).isEqualTo(80.0);
    }

    @Test
    void aCapoTellsTheKeyThatSounds() throws Exception {
        SongDraft song = read("cho005.cho");

        assertThat(song.chart().key()).isEqualTo("D");
        assertThat(song.key()).isEqualTo("E");
        assertThat(chords(song)).containsExactly("D", "F", "D");
    }

    @Test
    void textThatOnlyOtherProgramsDrawIsLeftOutAloud() throws Exception {
        SongImport found = formats.read(text("mollymalone.cho"), null, "mollymalone.cho");

        assertThat(found.warnings()).anyMatch(warning -> warning.contains("ABC music up to line 21"));
        assertThat(found.songs().getFirst().chart().sections())
                .anySatisfy(section -> assertThat(section.lines().getFirst().parts())
                        .containsExactly(new Part(null, "She died of the fever,")));
    }

    @Test
    void definedChordsAnnotationsAndParenthesesStayAsTheyAre() throws Exception {
        assertThat(chords(read("cho007.cho"))).containsExactly("A", "Bes");
        assertThat(chords(read("cho001.cho"))).containsExactly("D", "*Bis", "(E)", "E", "NC");
    }

    private SongDraft read(String name) throws Exception {
        return formats.read(text(name), null, name).songs().getFirst();
    }

    private static String text(String name) throws IOException {
        return Files.readString(folder().resolve(name));
    }

    static List<String> chords(SongDraft song) {
        return song.chart().sections().stream()
                .flatMap(section -> section.lines().stream())
                .filter(line -> line.kind() != LineKind.COMMENT)
                .flatMap(line -> line.parts().stream())
                .map(Part::chord)
                .filter(Objects::nonNull)
                .toList();
    }
}
