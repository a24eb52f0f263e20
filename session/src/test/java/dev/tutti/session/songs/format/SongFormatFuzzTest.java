package dev.tutti.session.songs.format;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongFormats;
import dev.tutti.session.songs.SongRules;
import java.nio.charset.StandardCharsets;

/** Whatever text comes is refused with its place, or becomes songs within bounds that can be written and read again. */
class SongFormatFuzzTest {
    private final SongFormats formats = new StandardSongFormats();

    @FuzzTest(maxDuration = "60s")
    void anyTextIsReadAsChordProOrRefused(byte[] data) {
        check(data, SongFormat.CHORDPRO);
    }

    @FuzzTest(maxDuration = "60s")
    void anyTextIsReadAsOpenLyricsOrRefused(byte[] data) {
        check(data, SongFormat.OPENLYRICS);
    }

    @FuzzTest(maxDuration = "60s")
    void anyTextIsReadAsPlainTextOrRefused(byte[] data) {
        check(data, SongFormat.TEXT);
    }

    private void check(byte[] data, SongFormat format) {
        String text = new String(data, StandardCharsets.UTF_8);
        try {
            for (SongDraft song : formats.read(text, format, null).songs()) {
                if (SongRules.check(song).isPresent()) {
                    throw new AssertionError("out of bounds: " + SongRules.check(song));
                }
                for (SongFormat other : SongFormat.values()) {
                    readAgain(formats.write(song, other), other);
                }
            }
        } catch (MalformedSongException refused) {
            long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
            if (refused.line() < 1 || refused.line() > lines || refused.column() < 1) {
                throw new AssertionError(
                        "refused at " + refused.line() + ":" + refused.column() + " of " + lines, refused);
            }
        }
    }

    /** A chart may grow over its bounds on the way through another format; nothing else refuses what we wrote. */
    private void readAgain(String written, SongFormat format) {
        try {
            formats.read(written, format, null);
        } catch (MalformedSongException refused) {
            boolean isTooLarge = written.length() > 20_000;
            if (!isTooLarge) {
                throw new AssertionError(
                        "what was written is refused: " + refused.getMessage() + "\n" + written, refused);
            }
        }
    }
}
