package dev.tutti.media.transport;

/** A token bucket on the loop's clock, for answers that anybody may ask for. */
final class RateLimit {
    private final int burst;
    private final long intervalNs;
    private long filledNs;
    private long tokens;

    RateLimit(int perSecond, int burst) {
        this.burst = burst;
        intervalNs = 1_000_000_000L / perSecond;
        tokens = burst;
    }

    boolean take(long nowNs) {
        long fresh = (nowNs - filledNs) / intervalNs;
        if (fresh > 0) {
            tokens = Math.min(burst, tokens + fresh);
            filledNs = tokens == burst ? nowNs : filledNs + fresh * intervalNs;
        }
        if (tokens == 0) {
            return false;
        }
        tokens--;
        return true;
    }
}
