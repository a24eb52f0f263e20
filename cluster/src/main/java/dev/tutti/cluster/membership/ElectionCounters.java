package dev.tutti.cluster.membership;

/** What an election counted since its start; the election's thread only. */
public final class ElectionCounters {
    long suspicions;
    long confirmedAlive;
    long claims;
    long raises;
    long demotions;
    long handovers;
    long gaps;
    long refusedTerms;
    long alarms;
    long diskFailures;
    long lastConvergenceNs;

    ElectionCounters() {}

    public long suspicions() {
        return suspicions;
    }

    /** Suspicions that a probe ended. */
    public long confirmedAlive() {
        return confirmedAlive;
    }

    public long claims() {
        return claims;
    }

    public long raises() {
        return raises;
    }

    public long demotions() {
        return demotions;
    }

    public long handovers() {
        return handovers;
    }

    public long gaps() {
        return gaps;
    }

    /** Terms so high that they were not believed (E8). */
    public long refusedTerms() {
        return refusedTerms;
    }

    /** Raises that came too fast (E6). */
    public long alarms() {
        return alarms;
    }

    public long diskFailures() {
        return diskFailures;
    }

    /** From the last suspicion to the leader that ended it; 0 before the first. */
    public long lastConvergenceNs() {
        return lastConvergenceNs;
    }
}
