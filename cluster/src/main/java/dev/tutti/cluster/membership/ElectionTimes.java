package dev.tutti.cluster.membership;

import java.util.concurrent.TimeUnit;

/**
 * The times of cluster.md section 4, in nanoseconds.
 *
 * @param heartbeatNs between two heartbeats
 * @param silenceNs without a heartbeat, after which a leader is suspected and a link is down
 * @param confirmNs how long probes may take to say that it is heard after all
 * @param staggerNs how much longer each next place in rank waits with its claim
 * @param handoverAfterNs how long a better rank must have been there before leadership moves to it
 * @param gapNs between two turns: longer, and it was not the others who were silent
 * @param dampMinNs how long a link that went down stays down
 * @param dampMaxNs the same for one that does it again and again
 */
public record ElectionTimes(
        long heartbeatNs,
        long silenceNs,
        long confirmNs,
        long staggerNs,
        long handoverAfterNs,
        long gapNs,
        long dampMinNs,
        long dampMaxNs) {

    /** The default: the floor is back in about a second. */
    public static final ElectionTimes FAST =
            new ElectionTimes(ms(100), ms(600), ms(150), ms(150), ms(30_000), ms(300), ms(500), ms(5_000));

    /** Requirement 003's: a heartbeat every two seconds, three missed. */
    public static final ElectionTimes FRUGAL =
            new ElectionTimes(ms(2_000), ms(6_000), ms(1_000), ms(500), ms(60_000), ms(1_000), ms(4_000), ms(20_000));

    /**
     * Between two turns: longer, and somebody may have claimed. Who heard the last heartbeat, which is at most a period older
     * than the pause, waits for a silence and for its probes.
     */
    public long pauseNs() {
        return silenceNs - heartbeatNs;
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
