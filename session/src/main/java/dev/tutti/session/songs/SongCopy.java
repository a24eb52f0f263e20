package dev.tutti.session.songs;

/**
 * A song on its way to another node's library.
 *
 * @param draft as the library keeps it, which is what the version's hash is of; empty for a song that was deleted
 */
public record SongCopy(SongVersion version, String draft) {}
