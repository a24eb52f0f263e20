package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.client.LiveKitMember;
import dev.tutti.foundation.NanoClock;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A participant's sense of time; its thread only. */
final class Pace {
    private static final long NS_PER_MS = 1_000_000;
    private static final int PING_PERIOD_MS = 5000;

    private final NanoClock clock;
    private long pingedNs;

    Pace(NanoClock clock) {
        this.clock = clock;
    }

    /** Does nothing for so long but keep its connection alive; throws when it is not. */
    void rest(int ms, LiveKitMember voice) throws IOException {
        keepAlive(voice);
        voice.check();
        until(clock.nanoTime() + ms * NS_PER_MS);
    }

    /** Without a connection. */
    void away(int ms) {
        until(clock.nanoTime() + ms * NS_PER_MS);
    }

    void keepAlive(LiveKitMember voice) {
        long nowNs = clock.nanoTime();
        if (nowNs - pingedNs > PING_PERIOD_MS * NS_PER_MS) {
            pingedNs = nowNs;
            voice.ping(nowNs / NS_PER_MS);
        }
    }

    void until(long dueNs) {
        for (long leftNs = dueNs - clock.nanoTime(); leftNs > 0; leftNs = dueNs - clock.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
