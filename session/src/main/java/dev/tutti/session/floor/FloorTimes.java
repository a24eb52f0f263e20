package dev.tutti.session.floor;

import java.util.concurrent.TimeUnit;

/**
 * The times of cluster.md section 4, in nanoseconds.
 *
 * @param leaseNs how long a lease lives without renewal
 * @param renewNs how often the ingress renews it
 * @param marginNs how much longer the leader believes in it, for clocks that drift
 * @param offerNs how long somebody in line who does not hold the button has to press it
 * @param holdNs how long voice is held while the grant is under way
 * @param silenceNs how long a talker whose voice was seen may send nothing at all
 * @param gapNs between two turns of the loop: longer, and every lease and open request is void
 * @param lineNs at most so often a channel's line is announced
 */
public record FloorTimes(
        long leaseNs, long renewNs, long marginNs, long offerNs, long holdNs, long silenceNs, long gapNs, long lineNs) {

    public static final FloorTimes FAST =
            new FloorTimes(ms(1_500), ms(300), ms(20), ms(4_000), ms(1_000), ms(500), ms(1_500), ms(50));

    /** With a heartbeat every two seconds: what is fast in it is a person's, not a radio's. */
    public static final FloorTimes FRUGAL =
            new FloorTimes(ms(8_000), ms(2_000), ms(50), ms(4_000), ms(1_000), ms(500), ms(8_000), ms(50));

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
