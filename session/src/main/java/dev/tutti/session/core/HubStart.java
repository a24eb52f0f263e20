package dev.tutti.session.core;

import dev.tutti.foundation.Epoch;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The numbers of one start of a hub: durable before they are used, and never used again (cluster.md E4, E5). */
public record HubStart(long bootId, long term) {
    private static final String BOOT = "hub/boot_count";
    private static final String TERM = "hub/term";

    /** Takes the next boot count and the next term; blocks until both are on the disk. */
    public static HubStart next(FactStore facts) {
        return new HubStart(raise(facts, BOOT), raise(facts, TERM));
    }

    /** Blocks until that term, or a higher one, is on the disk. */
    public static void keepTerm(FactStore facts, long term) {
        while (true) {
            byte @Nullable [] before = facts.get(TERM).orElse(null);
            boolean kept = before != null
                    && Long.compareUnsigned(ByteBuffer.wrap(before).getLong(), term) >= 0;
            byte[] after = ByteBuffer.allocate(Long.BYTES).putLong(term).array();
            if (kept || facts.replace(TERM, before, after)) {
                return;
            }
        }
    }

    /** Of two that raise it at the same moment each gets a number of its own. */
    private static long raise(FactStore facts, String key) {
        while (true) {
            byte @Nullable [] before = facts.get(key).orElse(null);
            long next = before == null ? 1 : ByteBuffer.wrap(before).getLong() + 1;
            byte[] after = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
            if (facts.replace(key, before, after)) {
                return next;
            }
        }
    }

    /** The epoch of this start for a leader with that tag. */
    public Epoch epoch(long leaderTag) {
        return new Epoch(term, leaderTag);
    }
}
