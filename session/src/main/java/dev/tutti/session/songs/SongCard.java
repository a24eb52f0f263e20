package dev.tutti.session.songs;

import org.jspecify.annotations.Nullable;

/** A song without its chart: what a setlist shows. */
public record SongCard(
        String title,
        @Nullable String artist,
        @Nullable String key,
        @Nullable Double bpm,
        @Nullable TimeSignature timeSignature,
        @Nullable Integer durationS,
        String notes) {

    public static SongCard of(SongDraft song) {
        return new SongCard(
                song.title(),
                song.artist(),
                song.key(),
                song.bpm(),
                song.timeSignature(),
                song.durationS(),
                song.notes());
    }
}
