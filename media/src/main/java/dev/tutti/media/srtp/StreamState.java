package dev.tutti.media.srtp;

import dev.tutti.rtp.Serial;

/** The packet index and the replay window of one SSRC in one direction (RFC 3711 sections 3.2.1 and 3.3.2). */
final class StreamState {
    private static final int WINDOW = 64;

    final long ssrc;
    private long highest = -1;
    private long seen;

    StreamState(long ssrc) {
        this.ssrc = ssrc;
    }

    /** The packet index that a sequence number most likely means; −1 when it would lie before the stream's first. */
    long guess(int sequence) {
        return highest < 0 ? sequence : Serial.extend16(highest, sequence);
    }

    /** Whether an index has not been seen yet and is recent enough to tell. */
    boolean fresh(long index) {
        if (index < 0) {
            return false;
        }
        long age = highest - index;
        return age < 0 || (age < WINDOW && (seen >>> age & 1) == 0);
    }

    /** Marks a fresh index as seen. */
    void mark(long index) {
        long ahead = index - highest;
        if (highest < 0 || ahead >= WINDOW) {
            seen = 1;
            highest = index;
        } else if (ahead > 0) {
            seen = seen << ahead | 1;
            highest = index;
        } else {
            seen |= 1L << -ahead;
        }
    }
}
