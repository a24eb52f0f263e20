package dev.tutti.session;

import dev.tutti.foundation.Base64Url;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a client has read; opaque outside, so that a cluster can change writers and branches under it. */
public record Cursor(
        long generation, long sequence, @Nullable Branch branch) {
    private static final byte VERSION = 1;
    private static final int MAIN_BYTES = 1 + 2 * Long.BYTES;
    private static final int BRANCH_BYTES = MAIN_BYTES + 3 * Long.BYTES;

    /** A place in an island's provisional branch: its epoch and the record in it. */
    public record Branch(long term, long leaderTag, long n) {}

    public static Cursor at(long generation, long sequence) {
        return new Cursor(generation, sequence, null);
    }

    public String encode() {
        var bytes = ByteBuffer.allocate(branch == null ? MAIN_BYTES : BRANCH_BYTES);
        bytes.put(VERSION).putLong(generation).putLong(sequence);
        if (branch != null) {
            bytes.putLong(branch.term).putLong(branch.leaderTag).putLong(branch.n);
        }
        return Base64Url.encode(bytes.array());
    }

    /** Empty when it is not a cursor of ours; the client then gets a snapshot. */
    public static Optional<Cursor> decode(String text) {
        return Base64Url.decode(text, BRANCH_BYTES).flatMap(Cursor::parse);
    }

    private static Optional<Cursor> parse(byte[] encoded) {
        var bytes = ByteBuffer.wrap(encoded);
        boolean hasBranch = encoded.length == BRANCH_BYTES;
        if ((encoded.length != MAIN_BYTES && !hasBranch) || bytes.get() != VERSION) {
            return Optional.empty();
        }
        long generation = bytes.getLong();
        long sequence = bytes.getLong();
        if (generation < 1 || sequence < 0) {
            return Optional.empty();
        }
        Branch branch = hasBranch ? new Branch(bytes.getLong(), bytes.getLong(), bytes.getLong()) : null;
        return Optional.of(new Cursor(generation, sequence, branch));
    }
}
