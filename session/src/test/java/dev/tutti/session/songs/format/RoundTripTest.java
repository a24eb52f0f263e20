package dev.tutti.session.songs.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.songs.MalformedSongException;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongFormat;
import dev.tutti.session.songs.SongRules;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was read, written and read again is the same: songs from seeds, with all that makes formats stumble. */
class RoundTripTest {
    private static final int SEEDS = 400;
    private static final List<SongFormat> FORMATS =
            List.of(SongFormat.CHORDPRO, SongFormat.OPENLYRICS, SongFormat.TEXT);
    private final StandardSongFormats formats = new StandardSongFormats();

    @ParameterizedTest
    @EnumSource(SongFormat.class)
    void aSongComesBackFromTheFormatItWasReadFrom(SongFormat format) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            SongDraft made = new SongGenerator(new Random(seed)).song();
            SongDraft first = read(formats.write(made, format), format, seed);
            SongDraft second = read(formats.write(first, format), format, seed);

            assertThat(second)
                    .as("seed %d, %s\n%s", seed, format, formats.write(first, format))
                    .isEqualTo(first);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = SongFormat.class,
            names = {"CHORDPRO", "OPENLYRICS", "OPENLYRICS_0_8"})
    void nothingOfASongIsLostOnTheWayThroughAFormat(SongFormat format) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            SongDraft made = new SongGenerator(new Random(seed)).song();

            assertThat(read(formats.write(made, format), format, seed))
                    .as("seed %d\n%s", seed, formats.write(made, format))
                    .isEqualTo(made);
        });
    }

    /** Programs of 0.8 look for a chord's name, and know no other element for a part or a time signature. */
    @Test
    void whatIsWrittenForOldProgramsHasOnlyWhatTheyKnow() {
        String every = LongStream.range(0, SEEDS)
                .mapToObj(seed -> formats.write(new SongGenerator(new Random(seed)).song(), SongFormat.OPENLYRICS_0_8))
                .collect(Collectors.joining());

        assertThat(every).contains(" version=\"0.8\"", "<chord name=\"").doesNotContain("version=\"0.9\"");
        assertThat(every).doesNotContain("<chord root", "<instrument", "<timeSignature");
    }

    /** Files of one format with pieces of another in them, cut and doubled: refused with a place, or a song within bounds. */
    @ParameterizedTest
    @EnumSource(SongFormat.class)
    void damagedFilesAreRefusedWithAPlaceOrReadWithinBounds(SongFormat format) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            var random = new Random(seed);
            String text = formats.write(new SongGenerator(random).song(), FORMATS.get(random.nextInt(3)));
            String damaged = damaged(text, random);
            try {
                for (SongDraft song : formats.read(damaged, format, null).songs()) {
                    assertThat(SongRules.check(song)).as("seed %d", seed).isEmpty();
                }
            } catch (MalformedSongException refused) {
                long lines = damaged.lines().count() + 1;
                assertThat(refused.line()).as("seed %d", seed).isBetween(1, (int) lines);
                assertThat(refused.column()).isPositive();
                assertThat(refused.getMessage()).endsWith(".");
            }
        });
    }

    private static String damaged(String text, Random random) {
        int from = random.nextInt(text.length());
        int to = Math.min(text.length(), from + random.nextInt(60));
        String piece = text.substring(from, to);
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 ->
                text.substring(0, from)
                        + List.of("{", "[", "<", "]]>", "\\u12", "&x;", "\0", "\uD800")
                                .get(random.nextInt(8))
                        + text.substring(from);
            default -> text.substring(0, from) + piece + piece + text.substring(from);
        };
    }

    private SongDraft read(String text, SongFormat format, long seed) {
        try {
            return formats.read(text, format, null).songs().getFirst();
        } catch (MalformedSongException refused) {
            throw new AssertionError(
                    "seed " + seed + ", " + refused.line() + ":" + refused.column() + " " + refused.getMessage() + "\n"
                            + text,
                    refused);
        }
    }
}
