package dev.tutti.session.songs;

import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lyrics and chords of a song, in sections of lines.
 *
 * @param key in which its chords are written; null when it does not say
 */
public record Chart(List<Section> sections, @Nullable String key) {
    public static final int MAX_SECTIONS = 200;
    public static final int MAX_LINES = 2_000;
    public static final int MAX_PARTS = 10_000;
    /** Of all text in it, as UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;

    public static final Chart EMPTY = new Chart(List.of(), null);

    public Chart {
        sections = List.copyOf(sections);
    }

    public boolean isEmpty() {
        return sections.isEmpty();
    }

    /** The same for the same content. */
    public ChartId id() {
        var hash = new Sha256().text("chart").text(key == null ? "" : key).number(sections.size());
        for (Section section : sections) {
            hash.text(section.id())
                    .text(section.kind().wireName())
                    .text(section.label())
                    .number(section.lines().size());
            for (Line line : section.lines()) {
                hash.text(line.kind().wireName()).number(line.parts().size());
                for (Part part : line.parts()) {
                    hash.text(part.chord() == null ? "" : part.chord()).text(part.text());
                }
            }
        }
        return new ChartId(hash.hex(16));
    }
}
