package dev.tutti.cluster.link;

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

    public LinkTimes {
        if (greetingMs <= 0 || pingEveryMs <= 0 || idleMs <= pingEveryMs || backoffMaxMs < backoffMinMs) {
            throw new IllegalArgumentException("a link is idle after more than one ping");
        }
    }
}
