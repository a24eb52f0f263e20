package dev.tutti.node;

import dev.tutti.session.core.FactStore;
import java.nio.ByteBuffer;

/** Counts the starts of this hub on its disk: each start has its own term, also after a crash (cluster.md E5). */
final class BootRecord {
    private static final String TERM = "hub/term";

    private BootRecord() {}

    /** The next term; durable when this returns, so that no other start can use it. */
    static long nextTerm(FactStore facts) {
        while (true) {
            byte[] before = facts.get(TERM).orElse(null);
            long term = before == null ? 1 : ByteBuffer.wrap(before).getLong() + 1;
            byte[] after = ByteBuffer.allocate(Long.BYTES).putLong(term).array();
            if (facts.replace(TERM, before, after)) {
                return term;
            }
        }
    }
}
