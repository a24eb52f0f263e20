package dev.tutti.media.transport;

/**
 * A transport as it was when the media loop last looked, about once a second; rtt is −1 while unknown.
 *
 * @param rttUs the smoothed round trip, from STUN and RTCP
 * @param sinceLastPacketMs how long ago the last authenticated packet came, −1 before the first
 */
public record TransportStats(
        boolean connected,
        boolean stalled,
        long rttUs,
        long sinceLastPacketMs,
        long receivedPackets,
        long sentPackets,
        long receiveBitrateBps,
        long sendBitrateBps) {
    public static final TransportStats NONE = new TransportStats(false, false, -1, -1, 0, 0, 0, 0);
}
