package dev.tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tutti.gateway.wire.ChartMessages.ChartView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub's library of songs. */
public interface SongMessages {
    /** Beats in a bar, and their length. */
    enum TimeSignature {
        @JsonProperty("2/4")
        TWO_FOUR,
        @JsonProperty("3/4")
        THREE_FOUR,
        @JsonProperty("4/4")
        FOUR_FOUR,
        @JsonProperty("6/8")
        SIX_EIGHT,
        @JsonProperty("12/8")
        TWELVE_EIGHT
    }

    /** How a file of songs is written; {@code auto} finds out. */
    enum ImportFormat {
        AUTO,
        CHORDPRO,
        OPENLYRICS,
        TEXT
    }

    /**
     * A song as somebody gives it, whole: what is missing is unknown.
     *
     * @param bpm 30 to 260
     */
    record SongRequest(
            @Limit(min = 1, max = 200) String title,
            @Nullable @Limit(min = 1, max = 200) String artist,
            @Nullable @Limit(min = 1, max = 8) String key,
            @Nullable @Limit(min = 30, max = 260) Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable @Limit(min = 1, max = 14_400) Integer durationS,
            @Nullable @Limit(max = 2000) String notes,
            @Nullable ChartView chart) {}

    record SongView(
            String id,
            String title,
            @Nullable String artist,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable Integer durationS,
            String notes,
            ChartView chart,
            Instant updatedAt) {}

    /** A song in a list. */
    record SongBrief(
            String id,
            String title,
            @Nullable String artist,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable Integer durationS,
            boolean hasChart,
            Instant updatedAt) {}

    /** @param total how many match, on all pages; the next page comes {@code after} the last id of this one */
    record SongListAnswer(List<SongBrief> songs, int total) {}

    record SongAnswer(SongView song) {}

    /** What was kept; the whole song comes by its id. */
    record SongSavedAnswer(SongBrief song) {}

    /** @param filename helps to find out the format */
    record ImportRequest(
            @Limit(min = 1, max = 524_288) String text,
            @Nullable ImportFormat format,
            @Nullable @Limit(max = 255) String filename) {}

    /** A song as the file has it: not kept yet, and to be given to {@code POST /songs} for that. */
    record ImportedSong(
            String title,
            @Nullable String artist,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable Integer durationS,
            String notes,
            ChartView chart) {}

    /** @param warnings what could be read only in part, a sentence each */
    record ImportAnswer(List<ImportedSong> songs, List<String> warnings) {}
}
