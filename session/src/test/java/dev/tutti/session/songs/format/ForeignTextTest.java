package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForeignTextTest {
    private final StandardSongFormats formats = new StandardSongFormats();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            %PDF-1.4\\n1 0 obj;                                     1; 1; This is a PDF
            \\n  %PDF-1.7;                                           2; 3; This is a PDF
            <!DOCTYPE html>\\n<html><body>Hey Jude</body></html>;   1; 1; This is a web page
            \\n<HTML lang="en"><p>Words</p>;                        2; 1; This is a web page
            <?xml version="1.0"?>\\n<html><p>Words</p></html>;      1; 1; This is a web page
            {"json":1};                                             1; 1; This is JSON
            {\\n  "title": "Grace"};                                 1; 1; This is JSON
            [{"title": "Grace"}];                                   1; 1; This is JSON
            {\\rtf1\\ansi Grace};                                     1; 1; This is rich text
            Grace\\nsweet \\0 sound;                                  2; 7; This is no text
            --- !!! ---;                                            1; 1; There is no word and no chord
            Amazing Grace;                                          1; 1; only a line like a title
            """)
    void whatIsNoSongIsRefusedAtItsPlace(String text, int line, int column, String message) {
        String given = text.replace("\\n", "\n").replace("\\0", "\0");

        assertThatThrownBy(() -> formats.read(given, null, null))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused).hasMessageContaining(message);
                    assertThat(refused.line()).isEqualTo(line);
                    assertThat(refused.column()).isEqualTo(column);
                });
    }

    @ParameterizedTest
    @EnumSource(SongFormat.class)
    void noFormatThatSomebodyChoosesMakesASongOfIt(SongFormat format) {
        for (String text : new String[] {"%PDF-1.4\nx", "{\"json\":1}", "<html><body>Hey", "a\0b"}) {
            assertThatThrownBy(() -> formats.read(text, format, "song.cho"))
                    .as(text)
                    .isInstanceOf(MalformedSongException.class);
        }
    }

    @Test
    void aProgramIsNoText() {
        String program = "ELF" + "\u0001\u0002\u0003\u0004 code".repeat(20);

        assertThatThrownBy(() -> formats.read(program, null, null))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused).hasMessageContaining("This is no text");
                    assertThat(refused.column()).isEqualTo(4);
                });
    }

    @Test
    void aStrayControlCharacterOrABraceMakesNoSongForeign() throws Exception {
        assertThat(formats.read("\u0002Amazing grace, how\u000B sweet\n\nthe sound\u001A", null, null)
                        .songs())
                .hasSize(1);
        assertThat(formats.read("{ title: Grace}\n[\"Am\"]Words", null, null)
                        .songs()
                        .getFirst()
                        .title())
                .isEqualTo("Grace");
        assertThat(formats.read("<b>Grace</b>\n[C]la", null, null).songs()).hasSize(1);
        assertThat(formats.read("Title: Grace", null, null).warnings())
                .containsExactly("“Grace” has no words and no chords.");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWhereItBecomesTooLarge() {
        String text = ("x".repeat(1_023) + "\n").repeat(SongFormats.MAX_TEXT_LENGTH / 1_024 + 1);

        assertThatThrownBy(() -> formats.read(text, null, null))
                .isInstanceOfSatisfying(MalformedSongException.class, refused -> {
                    assertThat(refused.line()).isEqualTo(513);
                    assertThat(refused.column()).isEqualTo(1);
                });
    }
}
