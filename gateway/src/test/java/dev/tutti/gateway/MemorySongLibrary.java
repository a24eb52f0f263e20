package dev.tutti.gateway;

import dev.tutti.foundation.SongId;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongLibrary;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A library in memory. */
final class MemorySongLibrary implements SongLibrary {
    private final Map<SongId, Song> songs = new ConcurrentHashMap<>();
    volatile int room = MAX_SONGS;

    @Override
    public Optional<Song> get(SongId id) {
        return Optional.ofNullable(songs.get(id));
    }

    @Override
    public boolean put(Song song) {
        if (!songs.containsKey(song.id()) && songs.size() >= room) {
            return false;
        }
        songs.put(song.id(), song);
        return true;
    }

    @Override
    public boolean delete(SongId id, long atMs) {
        return songs.remove(id) != null;
    }

    @Override
    public Page search(String words, @Nullable SongId after, int limit) {
        List<Brief> found = songs.values().stream()
                .filter(song -> song.draft().title().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT)))
                .map(Brief::of)
                .sorted(Comparator.comparing(Brief::title).thenComparing(Brief::id))
                .toList();
        List<Brief> rest = found.stream()
                .dropWhile(song -> after != null && !song.id().equals(after))
                .skip(after == null ? 0 : 1)
                .limit(limit)
                .toList();
        return new Page(rest, found.size());
    }
}
