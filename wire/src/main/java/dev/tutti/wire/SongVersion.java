package dev.tutti.wire;

import dev.tutti.foundation.SongId;

/**
 * A song as it is at one node; the later one holds, and of two of the same time the one with the greater hash.
 *
 * @param atMs when it became so, epoch milliseconds
 * @param hash of the whole song; empty for one that was deleted
 */
public record SongVersion(SongId songId, long atMs, String hash) {
    void write(PayloadWriter out) {
        out.songId(songId).i64(atMs).text(hash, SongMessage.MAX_HASH);
    }

    static SongVersion read(PayloadReader in) {
        return new SongVersion(in.songId(), in.i64(), in.text(SongMessage.MAX_HASH));
    }
}
