package dev.tutti.session.songs;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a song may be: the bounds of everything that comes from outside. */
public final class SongRules {
    public static final int MAX_TITLE_LENGTH = 200;
    public static final int MAX_NOTES_LENGTH = 2_000;
    public static final int MIN_BPM = 30;
    public static final int MAX_BPM = 260;
    public static final int MAX_DURATION_S = 4 * 60 * 60;

    private static final Pattern KEY = Pattern.compile("[A-G](#|b)?m?");

    /** What is wrong, with the field as the wire names it. */
    public record Fault(String field, String message) {}

    private SongRules() {}

    /** The first thing that is wrong with it; empty when it may be kept. */
    public static Optional<Fault> check(SongDraft song) {
        return first(
                text("title", song.title(), 1, MAX_TITLE_LENGTH),
                song.artist() == null ? null : text("artist", song.artist(), 1, MAX_TITLE_LENGTH),
                song.key() == null ? null : key("key", song.key()),
                song.bpm() == null ? null : bpm("bpm", song.bpm()),
                song.durationS() == null ? null : duration(song.durationS()),
                text("notes", song.notes(), 0, MAX_NOTES_LENGTH),
                chart(song.chart()));
    }

    public static @Nullable Fault key(String field, String key) {
        return KEY.matcher(key).matches()
                ? null
                : new Fault(field, "A key is a letter from A to G, with # or b, and m for minor.");
    }

    public static @Nullable Fault bpm(String field, double bpm) {
        return bpm >= MIN_BPM && bpm <= MAX_BPM
                ? null
                : new Fault(field, "A tempo is from " + MIN_BPM + " to " + MAX_BPM + " beats a minute.");
    }

    private static @Nullable Fault duration(int durationS) {
        return durationS >= 1 && durationS <= MAX_DURATION_S
                ? null
                : new Fault("duration_s", "A song lasts from a second to four hours.");
    }

    private static @Nullable Fault chart(Chart chart) {
        if (chart.key() != null && key("chart.key", chart.key()) != null) {
            return key("chart.key", chart.key());
        }
        if (chart.sections().size() > Chart.MAX_SECTIONS) {
            return tooLarge();
        }
        var ids = new HashSet<String>();
        var size = new Size();
        for (Section section : chart.sections()) {
            Fault fault = first(
                            text("chart", section.id(), 1, Section.MAX_ID_LENGTH),
                            text("chart", section.label(), 0, Section.MAX_LABEL_LENGTH),
                            ids.add(section.id()) ? null : new Fault("chart", "Two sections have the same id."))
                    .orElse(null);
            fault = fault != null ? fault : lines(section, size);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Fault lines(Section section, Size size) {
        size.text(section.id());
        size.text(section.label());
        for (Line line : section.lines()) {
            size.lines++;
            for (Part part : line.parts()) {
                size.parts++;
                size.text(part.text());
                String chord = part.chord();
                if (chord != null) {
                    size.text(chord);
                }
                Fault fault = first(
                                chord == null ? null : text("chart", chord, 1, Part.MAX_CHORD_LENGTH),
                                text("chart", part.text(), 0, Part.MAX_TEXT_LENGTH))
                        .orElse(null);
                if (fault != null || size.isTooLarge()) {
                    return fault != null ? fault : tooLarge();
                }
            }
        }
        return size.isTooLarge() ? tooLarge() : null;
    }

    private static Fault tooLarge() {
        return new Fault("chart", "This chart is too large. Cut it into two songs.");
    }

    private static @Nullable Fault text(String field, String text, int min, int max) {
        if (text.length() < min || text.length() > max) {
            return new Fault(field, "It has " + min + " to " + max + " characters.");
        }
        boolean isText = text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t');
        return isText ? null : new Fault(field, "It is text, without control characters.");
    }

    private static Optional<Fault> first(@Nullable Fault... faults) {
        for (Fault fault : faults) {
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    private static final class Size {
        private int lines;
        private int parts;
        private long bytes;

        void text(String text) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }

        boolean isTooLarge() {
            return lines > Chart.MAX_LINES || parts > Chart.MAX_PARTS || bytes > Chart.MAX_BYTES;
        }
    }
}
