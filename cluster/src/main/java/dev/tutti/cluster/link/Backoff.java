package dev.tutti.cluster.link;

import dev.tutti.foundation.Entropy;
import java.nio.ByteBuffer;

/**
 * How long to wait until the next try: doubled each time, from the shortest wait to the longest, a quarter more or less by
 * chance so that nodes do not dial in step. Only a link that held for a while lets it begin anew: one that flaps is damped.
 * The end of a link that outlived a silence is asked about at once, one time: where nobody listens, its node has died.
 */
final class Backoff {
    private static final long AT_ONCE_MS = 40;

    private final LinkTimes times;
    private final Entropy entropy;
    private long nextMs;
    private boolean asksAtOnce;

    Backoff(LinkTimes times, Entropy entropy) {
        this.times = times;
        this.entropy = entropy;
        nextMs = times.backoffMinMs();
    }

    /** After a try that failed, or a link that ended. */
    long waitMs() {
        if (asksAtOnce) {
            asksAtOnce = false;
            return varied(AT_ONCE_MS);
        }
        long base = nextMs;
        nextMs = Math.min(2 * base, times.backoffMaxMs());
        return varied(base);
    }

    private long varied(long base) {
        int chance = ByteBuffer.wrap(entropy.bytes(Integer.BYTES)).getInt() & 0xFFFF;
        return base - base / 4 + base / 2 * chance / 0xFFFF;
    }

    void held(long forMs) {
        asksAtOnce = forMs >= times.idleMs();
        if (forMs >= times.stableMs()) {
            nextMs = times.backoffMinMs();
        }
    }
}
