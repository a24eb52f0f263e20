package dev.tutti.session.songs;

import dev.tutti.foundation.SongId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hub's songs, kept across sessions.
 *
 * <p>Threads: safe from many threads; each call blocks until it is done, so call it from a virtual or a worker thread.
 * A change is durable when the call returns. Songs have passed {@link SongRules} before they come here. Errors:
 * {@code StoreException} of the session core for a failing disk; {@link #put} answers false when the library is full.
 */
public interface SongLibrary {
    int MAX_SONGS = 5_000;

    Optional<Song> get(SongId id);

    /** Adds the song or replaces the one with its id; false when {@link #MAX_SONGS} are there already. */
    boolean put(Song song);

    /** Whether it was there; its id is remembered as deleted from that time on. */
    boolean delete(SongId id, long atMs);

    /**
     * Songs whose title or artist contains each of the words, in any case of letters, by title; all when it is empty.
     *
     * @param after the id of the last song of the page before, or null for the first page
     */
    Page search(String words, @Nullable SongId after, int limit);

    /** @param total how many songs match, on all pages */
    record Page(List<Brief> songs, int total) {
        public Page {
            songs = List.copyOf(songs);
        }
    }

    /** A song without its chart and notes, as lists show it. */
    record Brief(
            SongId id,
            String title,
            @Nullable String artist,
            @Nullable String key,
            @Nullable Double bpm,
            @Nullable TimeSignature timeSignature,
            @Nullable Integer durationS,
            boolean hasChart,
            long updatedAtMs) {

        public static Brief of(Song song) {
            SongDraft draft = song.draft();
            return new Brief(
                    song.id(),
                    draft.title(),
                    draft.artist(),
                    draft.key(),
                    draft.bpm(),
                    draft.timeSignature(),
                    draft.durationS(),
                    !draft.chart().isEmpty(),
                    song.updatedAtMs());
        }
    }
}
