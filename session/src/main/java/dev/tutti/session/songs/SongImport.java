package dev.tutti.session.songs;

import java.util.List;

/**
 * What a file of songs holds; nothing is kept yet.
 *
 * @param warnings what could be read only in part, a sentence each
 */
public record SongImport(List<SongDraft> songs, List<String> warnings) {
    public SongImport {
        songs = List.copyOf(songs);
        warnings = List.copyOf(warnings);
    }
}
