package dev.tutti.session.songs;

import org.jspecify.annotations.Nullable;

/**
 * What a song is, before or apart from its place in the library; null for what nobody knows.
 *
 * @param key such as {@code Bb} or {@code F#m}
 * @param notes for everybody who plays it; empty when there are none
 */
public record SongDraft(
        String title,
        @Nullable String artist,
        @Nullable String key,
        @Nullable Double bpm,
        @Nullable TimeSignature timeSignature,
        @Nullable Integer durationS,
        String notes,
        Chart chart) {

    public static SongDraft titled(String title) {
        return new SongDraft(title, null, null, null, null, null, "", Chart.EMPTY);
    }
}
