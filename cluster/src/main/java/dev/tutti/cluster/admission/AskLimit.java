package dev.tutti.cluster.admission;

import dev.tutti.foundation.NanoClock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How often one address may knock, and all together: a window of a minute each. Thread-safe. */
public final class AskLimit {
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int MAX_ADDRESSES = 1_024;

    private final NanoClock clock;
    private final int perAddress;
    private final int together;
    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private long windowNs;
    private int all;

    public AskLimit(NanoClock clock, int perAddress, int together) {
        this.clock = clock;
        this.perAddress = perAddress;
        this.together = together;
        windowNs = clock.nanoTime();
    }

    public synchronized boolean take(String address) {
        long now = clock.nanoTime();
        if (now - windowNs >= WINDOW_NS) {
            windowNs = now;
            all = 0;
            asked.clear();
        }
        int before = asked.getOrDefault(address, 0);
        if (all >= together || before >= perAddress || (before == 0 && asked.size() >= MAX_ADDRESSES)) {
            return false;
        }
        all++;
        asked.put(address, before + 1);
        return true;
    }
}
