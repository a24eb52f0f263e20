package dev.tutti.session.songs;

import dev.tutti.foundation.SongId;

/**
 * A song of the library as it is at one node.
 *
 * @param atMs when it became so, epoch milliseconds
 * @param hash of the whole song; empty for one that was deleted
 */
public record SongVersion(SongId id, long atMs, String hash) {
    public static SongVersion deleted(SongId id, long atMs) {
        return new SongVersion(id, atMs, "");
    }

    public boolean isDeleted() {
        return hash.isEmpty();
    }

    /** Which of two holds is the same at every node: the later one, and at one time the one with the greater hash. */
    public boolean isLaterThan(SongVersion other) {
        return atMs == other.atMs ? hash.compareTo(other.hash) > 0 : atMs > other.atMs;
    }
}
