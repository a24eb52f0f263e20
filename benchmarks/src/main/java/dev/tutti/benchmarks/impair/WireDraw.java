package dev.tutti.benchmarks.impair;

import java.util.random.RandomGenerator;

/** What becomes of each datagram of one direction of one client; one thread. */
final class WireDraw {
    /** It is lost. */
    static final long LOST = -1;

    private static final double NS_PER_MS = 1e6;
    private static final double SPIKE_MS = 200;
    private static final double SPIKE_LASTS_S = 0.3;
    private static final double REORDERED_BY_MS = 25;

    private final WireProfile profile;
    private final RandomGenerator random;
    private boolean bursting;
    private long spikeAtNs;
    private long lastDueNs;

    WireDraw(WireProfile profile, RandomGenerator random, long nowNs) {
        this.profile = profile;
        this.random = random;
        spikeAtNs = nowNs + nextSpikeNs();
    }

    /** When a datagram that came now goes on, or {@link #LOST}. */
    long dueNs(long nowNs) {
        if (isLost()) {
            return LOST;
        }
        double ms = switch (profile) {
            case NONE -> 0;
            case A -> 2 + Math.min(10, 3 * Math.exp(0.5 * random.nextGaussian()));
            case B, C -> 10 + Math.min(40, gamma(12)) + spikeMs(nowNs);
        };
        long dueNs = nowNs + (long) (ms * NS_PER_MS);
        boolean overtaken = random.nextDouble() < reordered();
        if (overtaken) {
            return dueNs + (long) (REORDERED_BY_MS * NS_PER_MS);
        }
        // A queue keeps its order: jitter alone overtakes nobody.
        lastDueNs = Math.max(lastDueNs, dueNs);
        return lastDueNs;
    }

    private boolean isLost() {
        return switch (profile) {
            case NONE -> false;
            case A -> random.nextDouble() < 0.005;
            case B -> gilbert(0.02, 2);
            case C -> gilbert(0.05, 5);
        };
    }

    /** A channel that is good or bad: so much of everything is lost, so many in a row on average. */
    private boolean gilbert(double share, double burst) {
        double ends = 1 / burst;
        double begins = share * ends / (1 - share);
        bursting = bursting ? random.nextDouble() >= ends : random.nextDouble() < begins;
        return bursting;
    }

    private double reordered() {
        return switch (profile) {
            case NONE, A -> 0;
            case B -> 0.005;
            case C -> 0.02;
        };
    }

    /** Of shape 2: the sum of two exponentials. */
    private double gamma(double mean) {
        return -mean / 2 * (Math.log(1 - random.nextDouble()) + Math.log(1 - random.nextDouble()));
    }

    private double spikeMs(long nowNs) {
        if (profile != WireProfile.C || nowNs < spikeAtNs) {
            return 0;
        }
        if (nowNs - spikeAtNs > SPIKE_LASTS_S * 1e9) {
            spikeAtNs = nowNs + nextSpikeNs();
            return 0;
        }
        return SPIKE_MS - 10;
    }

    private long nextSpikeNs() {
        return (long) ((5 + 10 * random.nextDouble()) * 1e9);
    }
}
