package dev.tutti.session.songs;

import dev.tutti.foundation.SongId;

/**
 * A song of the library.
 *
 * @param updatedAtMs when it became as it is, epoch milliseconds
 */
public record Song(SongId id, SongDraft draft, long updatedAtMs) {}
