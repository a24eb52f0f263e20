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
    long failedClaims;
    long pauses;
    private long convergences;
    private long convergenceSumNs;
    private long convergenceMaxNs;
    private long lastConvergenceNs;

    ElectionCounters() {}

    /** Somebody leads again, so long after the leader was suspected. */
    void converged(long ns) {
        convergences++;
        convergenceSumNs += ns;
        convergenceMaxNs = Math.max(convergenceMaxNs, ns);
        lastConvergenceNs = ns;
    }

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

    /** Claims that did not end in leading: somebody was quicker, the leader lived after all, or the disk failed. */
    public long failedClaims() {
        return failedClaims;
    }

    /** Turns that came so late that others seemed silent, and too early for any of them to have claimed. */
    public long pauses() {
        return pauses;
    }

    /** How often a leader was lost and another one, or the same again, was found. */
    public long convergences() {
        return convergences;
    }

    public long convergenceSumNs() {
        return convergenceSumNs;
    }

    public long convergenceMaxNs() {
        return convergenceMaxNs;
    }

    /** From the last suspicion to the leader that ended it; 0 before the first. */
    public long lastConvergenceNs() {
        return lastConvergenceNs;
    }
}
