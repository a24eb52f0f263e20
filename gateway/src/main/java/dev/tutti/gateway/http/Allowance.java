package dev.tutti.gateway.http;

/** So many a second, and a few more at once; one thread at a time. */
public final class Allowance {
    private final double perS;
    private final double burst;
    private double left;
    private long countedNs;

    public Allowance(double perS, double burst, long nowNs) {
        this.perS = perS;
        this.burst = burst;
        left = burst;
        countedNs = nowNs;
    }

    /** Takes one; false when there is none now. */
    public boolean take(long nowNs) {
        left = Math.min(burst, left + (nowNs - countedNs) / 1e9 * perS);
        countedNs = nowNs;
        if (left < 1) {
            return false;
        }
        left -= 1;
        return true;
    }
}
