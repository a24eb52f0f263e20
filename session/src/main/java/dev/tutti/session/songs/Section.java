package dev.tutti.session.songs;

import java.util.List;

/**
 * A part of a song that has a name.
 *
 * @param id unique in its chart, such as {@code v1}
 * @param label as it is shown, such as "Verse 1"
 */
public record Section(String id, SectionKind kind, String label, List<Line> lines) {
    public static final int MAX_ID_LENGTH = 32;
    public static final int MAX_LABEL_LENGTH = 80;

    public Section {
        lines = List.copyOf(lines);
    }
}
