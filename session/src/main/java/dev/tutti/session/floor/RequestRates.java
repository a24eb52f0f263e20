package dev.tutti.session.floor;

import dev.tutti.foundation.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** A bucket of requests per person, the people bounded; the leader's thread only. */
final class RequestRates {
    private static final int MAX_PEOPLE = 4_096;

    private final FloorLimits limits;
    private final SequencedMap<UserId, Bucket> buckets = new LinkedHashMap<>();

    private static final class Bucket {
        double tokens;
        long filledAtNs;
    }

    RequestRates(FloorLimits limits) {
        this.limits = limits;
    }

    boolean take(UserId userId, long nowNs) {
        Bucket bucket = buckets.computeIfAbsent(userId, _ -> full(nowNs));
        double refilled = bucket.tokens + (nowNs - bucket.filledAtNs) * limits.requestsPerS() / 1e9;
        bucket.tokens = Math.min(limits.requestBurst(), refilled);
        bucket.filledAtNs = nowNs;
        if (buckets.size() > MAX_PEOPLE) {
            Map.Entry<UserId, Bucket> oldest = buckets.firstEntry();
            buckets.remove(oldest.getKey());
        }
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens -= 1;
        return true;
    }

    private Bucket full(long nowNs) {
        var bucket = new Bucket();
        bucket.tokens = limits.requestBurst();
        bucket.filledAtNs = nowNs;
        return bucket;
    }
}
