package dev.tutti.media.forward;

/** The last sender report of a publisher: how its RTP time maps to its NTP time. */
final class SourceClock {
    private boolean known;
    private long ntp;
    private long rtp;
    private long arrivalNs;

    void report(long ntpTime, long rtpTime, long nowNs) {
        known = true;
        ntp = ntpTime;
        rtp = rtpTime;
        arrivalNs = nowNs;
    }

    void reset() {
        known = false;
    }

    boolean known() {
        return known;
    }

    /** The publisher's NTP time now. */
    long ntpAt(long nowNs) {
        long elapsedNs = nowNs - arrivalNs;
        long seconds = elapsedNs / MediaTime.NS_PER_SECOND;
        long rest = elapsedNs - seconds * MediaTime.NS_PER_SECOND;
        return ntp + (seconds << 32) + (rest << 32) / MediaTime.NS_PER_SECOND;
    }

    /** The publisher's RTP time now, as it would stand in a packet. */
    long rtpAt(long nowNs) {
        return rtp + MediaTime.ticks(nowNs - arrivalNs) & 0xFFFF_FFFFL;
    }
}
