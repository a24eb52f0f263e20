package dev.tutti.media.forward;

/**
 * How one direction of one track does, refreshed by each RTCP report: the inputs of connection quality.
 *
 * @param lossPct packets lost in the last report interval, 0 to 100
 * @param jitterMs interarrival jitter (RFC 3550 section 6.4.1)
 * @param rttMs round trip, −1 while unknown
 * @param bitrateBps payload and headers over the last second
 */
public record LinkStats(
        long packets, long bytes, long lost, double lossPct, double jitterMs, double rttMs, long bitrateBps) {
    public static final LinkStats NONE = new LinkStats(0, 0, 0, 0, 0, -1, 0);
}
