package dev.tutti.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final RateLimit limit = new RateLimit(10, 3);

    @Test
    void aBurstIsAllowedAndThenTheRate() {
        assertThat(taken(100, 5 * SECOND)).isEqualTo(3);
        assertThat(taken(100, 5 * SECOND + SECOND / 10)).isEqualTo(1);
        assertThat(taken(100, 5 * SECOND + SECOND / 10 + 1)).isZero();
    }

    @Test
    void aLongPauseFillsOnlyTheBurst() {
        assertThat(taken(100, 5 * SECOND)).isEqualTo(3);
        assertThat(taken(100, 5000 * SECOND)).isEqualTo(3);
    }

    private int taken(int attempts, long nowNs) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += limit.take(nowNs) ? 1 : 0;
        }
        return taken;
    }
}
