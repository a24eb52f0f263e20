package dev.tutti.gateway.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lyrics and chords. */
public interface ChartMessages {
    /** What a section is in its song. */
    enum SectionKind {
        VERSE,
        CHORUS,
        BRIDGE,
        PRE_CHORUS,
        INTRO,
        OUTRO,
        INTERLUDE,
        TAG,
        INSTRUMENTAL,
        OTHER
    }

    /** Words with chords, a word to the players, or tablature in a fixed width. */
    enum LineKind {
        LYRICS,
        COMMENT,
        TAB
    }

    /** @param key in which its chords are written */
    record ChartView(
            @Limit(max = 200) List<ChartSection> sections,
            @Nullable @Limit(min = 1, max = 8) String key) {}

    /** @param id unique in its chart */
    record ChartSection(
            @Limit(min = 1, max = 32) String id,
            SectionKind kind,
            @Limit(max = 80) String label,
            @Limit(max = 2000) List<ChartLine> lines) {}

    record ChartLine(LineKind kind, @Limit(max = 1000) List<ChartPart> parts) {}

    /** Words under one chord. */
    record ChartPart(
            @Nullable @Limit(min = 1, max = 40) String chord,
            @Limit(max = 1000) String text) {}

    record ChartAnswer(ChartView chart) {}
}
