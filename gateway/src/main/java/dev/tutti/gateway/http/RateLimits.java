package dev.tutti.gateway.http;

import dev.tutti.foundation.NanoClock;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tries per minute and address, refilled evenly; keeps the addresses seen last. Thread-safe. */
public final class RateLimits {
    static final int MAX_BUCKETS = 10_000;

    private final Map<RateLimit, Integer> perMinute;
    private final TimeMeter meter;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > MAX_BUCKETS;
        }
    };

    private record Key(RateLimit limit, String address) {}

    public RateLimits(Map<RateLimit, Integer> perMinute, NanoClock clock) {
        this.perMinute = Map.copyOf(perMinute);
        this.meter = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return clock.nanoTime();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
    }

    /** Takes one try, or throws 429 with the wait until the next. */
    public void take(RateLimit limit, String address) {
        Integer tries = perMinute.get(limit);
        if (tries == null) {
            return;
        }
        ConsumptionProbe probe =
                bucket(new Key(limit, AddressBlock.host(address)), tries).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            long waitMs = Math.max(1, (probe.getNanosToWaitForRefill() + 999_999) / 1_000_000);
            throw ApiErrors.rateLimited(tries, waitMs);
        }
    }

    /** How many addresses are remembered. */
    int addresses() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private Bucket bucket(Key key, int tries) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(key, _ -> newBucket(tries));
        }
    }

    private Bucket newBucket(int tries) {
        LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(meter);
        return builder.addLimit(limit -> limit.capacity(tries).refillGreedy(tries, Duration.ofMinutes(1)))
                .build();
    }
}
