package dev.tutti.media.transport;

/** Counts what one transport sends and receives, and smooths its round trip. */
final class Meter {
    private static final long MIN_INTERVAL_NS = 500_000_000L;

    private long receivedPackets;
    private long receivedBytes;
    private long sentPackets;
    private long sentBytes;
    private long rttNs = -1;
    private long markNs;
    private long markReceived;
    private long markSent;
    private long receiveBps;
    private long sendBps;

    void received(int bytes) {
        receivedPackets++;
        receivedBytes += bytes;
    }

    void sent(int bytes) {
        sentPackets++;
        sentBytes += bytes;
    }

    /** Smooths as TCP does (RFC 6298). */
    void rtt(long sampleNs) {
        rttNs = rttNs < 0 ? sampleNs : rttNs + (sampleNs - rttNs) / 8;
    }

    long rttNs() {
        return rttNs;
    }

    TransportStats snapshot(boolean connected, boolean stalled, long sinceLastPacketMs, long nowNs) {
        long elapsedNs = nowNs - markNs;
        if (elapsedNs >= MIN_INTERVAL_NS) {
            receiveBps = markNs == 0 ? 0 : bitrate(receivedBytes - markReceived, elapsedNs);
            sendBps = markNs == 0 ? 0 : bitrate(sentBytes - markSent, elapsedNs);
            markNs = nowNs;
            markReceived = receivedBytes;
            markSent = sentBytes;
        }
        long rttUs = rttNs < 0 ? -1 : rttNs / 1000;
        return new TransportStats(
                connected, stalled, rttUs, sinceLastPacketMs, receivedPackets, sentPackets, receiveBps, sendBps);
    }

    private static long bitrate(long bytes, long elapsedNs) {
        return Math.round(bytes * 8e9 / elapsedNs);
    }
}
