package dev.tutti.media.forward;

import dev.tutti.rtp.Serial;

/** When a packet was recorded, as seen at the hub: a late one counts as of when it should have come. */
final class MediaTime {
    static final int CLOCK_RATE_HZ = 48_000;
    static final long NS_PER_SECOND = 1_000_000_000L;

    private long newest = -1;
    private long newestArrivalNs;

    static long ticks(long ns) {
        return ns / 1_000_000 * 48 + ns % 1_000_000 * 48 / 1_000_000;
    }

    static long ns(long ticks) {
        return ticks * 62_500 / 3;
    }

    void reset() {
        newest = -1;
    }

    /** The timestamp extended to 64 bits; remembers the newest one. */
    long extend(long timestamp, long arrivalNs) {
        long extended = newest < 0 ? timestamp + (1L << 32) : Serial.extend32(newest, timestamp);
        if (newest < 0 || extended >= newest) {
            newest = extended;
            newestArrivalNs = arrivalNs;
        }
        return extended;
    }

    long newest() {
        return newest;
    }

    /** The moment in which a packet with this extended timestamp belongs, on the arrival clock. */
    long momentNs(long extended, long arrivalNs) {
        long behind = newest - extended;
        return behind <= 0 ? arrivalNs : Math.min(arrivalNs, newestArrivalNs - ns(behind));
    }
}
