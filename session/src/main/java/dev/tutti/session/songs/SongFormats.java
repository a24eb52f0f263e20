package dev.tutti.session.songs;

import org.jspecify.annotations.Nullable;

/**
 * Reads and writes songs in the formats that others use. Pure and thread-safe; text of any size up to
 * {@link #MAX_TEXT_LENGTH} is read or refused in time linear to it, and never fetches anything it names.
 */
public interface SongFormats {
    int MAX_TEXT_LENGTH = 512 * 1024;
    int MAX_SONGS = 50;

    /**
     * Songs of a file.
     *
     * @param format null to find out from the text and the file's name
     * @throws MalformedSongException for text that is not in that format
     */
    SongImport read(String text, @Nullable SongFormat format, @Nullable String filename) throws MalformedSongException;

    String write(SongDraft song, SongFormat format);
}
