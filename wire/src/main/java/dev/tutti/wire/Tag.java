package dev.tutti.wire;

import dev.tutti.foundation.Sha256;
import java.nio.ByteBuffer;

/** How a tag is made of ids, and written for people. */
final class Tag {
    private Tag() {}

    /** The first eight bytes of SHA-256 over the fields, each with its length before it (u64). */
    static long of(String kind, String... ids) {
        var hash = new Sha256().text(kind);
        for (String id : ids) {
            hash.text(id);
        }
        return ByteBuffer.wrap(hash.hash()).getLong();
    }

    static String text(long tag) {
        return "%016x".formatted(tag);
    }
}
