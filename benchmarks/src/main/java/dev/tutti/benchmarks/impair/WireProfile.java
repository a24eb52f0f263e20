package dev.tutti.benchmarks.impair;

import java.util.Locale;

/** The profiles of the requirements (clean, busy, stress), exact. */
public enum WireProfile {
    /** Nothing is between. */
    NONE,
    /** 2 ms and a lognormal delay (median 3, at most 10 ms), 0.5 % lost. */
    A,
    /** 10 ms and a gamma delay (mean 12, at most 40 ms), 2 % lost in bursts of 2, 0.5 % reordered. */
    B,
    /** As B, with spikes to 200 ms for 300 ms every 5 to 15 s, 5 % lost in bursts of 5, 2 % reordered. */
    C;

    public static WireProfile of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
