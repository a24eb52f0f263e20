package dev.tutti.cluster.link;

import dev.tutti.wire.Timing;

/**
 * How long a link waits for what.
 *
 * @param greetingMs for a connection to prove itself and be let in, all of it
 * @param pingEveryMs something is sent at least so often
 * @param idleMs nothing heard for so long: the peer is gone, or the way to it
 * @param backoffMinMs until the second try to dial; doubled each time
 * @param backoffMaxMs at most so long between two tries
 * @param stableMs a link that held for so long was a good one: the next try begins at the shortest wait again
 */
public record LinkTimes(int greetingMs, int pingEveryMs, int idleMs, int backoffMinMs, int backoffMaxMs, int stableMs) {
    public static final LinkTimes DEFAULT = new LinkTimes(5_000, 1_000, 3_000, 500, 5_000, 10_000);
    /** A sign of life is half of the traffic of an idle link; a death is heard of by the election's silence anyway. */
    public static final LinkTimes FRUGAL = new LinkTimes(5_000, 4_000, 12_000, 500, 20_000, 40_000);

    public static LinkTimes of(Timing timing) {
        return switch (timing) {
            case FAST -> DEFAULT;
            case FRUGAL -> FRUGAL;
        };
    }

    public LinkTimes {
        if (greetingMs <= 0 || pingEveryMs <= 0 || idleMs <= pingEveryMs || backoffMaxMs < backoffMinMs) {
            throw new IllegalArgumentException("a link is idle after more than one ping");
        }
    }
}
