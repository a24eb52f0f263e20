package dev.tutti.cluster.link;

import dev.tutti.foundation.Entropy;
import java.nio.ByteBuffer;

/**
 * How long to wait until the next try: doubled each time, from the shortest wait to the longest, a quarter more or less by
 * chance so that nodes do not dial in step. Only a link that held for a while lets it begin anew: one that flaps is damped.
 */
final class Backoff {
    private final LinkTimes times;
    private final Entropy entropy;
    private long nextMs;

    Backoff(LinkTimes times, Entropy entropy) {
        this.times = times;
        this.entropy = entropy;
        nextMs = times.backoffMinMs();
    }

    /** After a try that failed, or a link that ended. */
    long waitMs() {
        long base = nextMs;
        nextMs = Math.min(2 * base, times.backoffMaxMs());
        int chance = ByteBuffer.wrap(entropy.bytes(Integer.BYTES)).getInt() & 0xFFFF;
        return base - base / 4 + base / 2 * chance / 0xFFFF;
    }

    void held(long forMs) {
        if (forMs >= times.stableMs()) {
            nextMs = times.backoffMinMs();
        }
    }
}
