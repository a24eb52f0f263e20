package dev.tutti.session;

import dev.tutti.foundation.ChartId;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.session.songs.SongCard;
import dev.tutti.session.songs.TimeSignature;
import org.jspecify.annotations.Nullable;

/**
 * A song in its place in the setlist, as it was in the library when it came in.
 *
 * @param chartId of the chart, kept beside the items; null when the song has none
 */
public record SetlistItem(
        ItemId id, SongId songId, SongCard song, @Nullable ChartId chartId, ItemOverrides overrides) {

    /** The key that is played. */
    public @Nullable String key() {
        return overrides.key() != null ? overrides.key() : song.key();
    }

    /** The tempo that is played. */
    public @Nullable Double bpm() {
        return overrides.bpm() != null ? overrides.bpm() : song.bpm();
    }

    public @Nullable TimeSignature timeSignature() {
        return overrides.timeSignature() != null ? overrides.timeSignature() : song.timeSignature();
    }

    public SetlistItem with(ItemOverrides next) {
        return new SetlistItem(id, songId, song, chartId, next);
    }
}
