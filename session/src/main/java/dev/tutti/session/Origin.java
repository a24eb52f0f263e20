package dev.tutti.session;

import dev.tutti.foundation.Epoch;
import java.util.Optional;

/**
 * Where on an island's branch something was decided first (cluster.md B2).
 *
 * @param branch which is its epoch
 * @param n the record's number in it, from 1
 */
public record Origin(Epoch branch, long n) {
    private static final int PARTS = 3;
    private static final int HEX = 16;

    /** As it stands in the log. */
    public String text() {
        return Long.toHexString(branch.term()) + "." + Long.toHexString(branch.leaderTag()) + "." + n;
    }

    /** Empty for what no version of ours wrote. */
    public static Optional<Origin> parse(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            var branch = new Epoch(Long.parseUnsignedLong(parts[0], HEX), Long.parseUnsignedLong(parts[1], HEX));
            return Optional.of(new Origin(branch, Long.parseLong(parts[2])));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }
}
