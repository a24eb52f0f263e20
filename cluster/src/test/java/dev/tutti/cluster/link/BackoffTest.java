package dev.tutti.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void triesBecomeRarerUpToALimitAndAreNeverInStep() {
        var backoff = new Backoff(LinkTimes.DEFAULT, Entropy.seeded(1));
        long[] expected = {500, 1_000, 2_000, 4_000, 5_000, 5_000};
        for (long base : expected) {
            assertThat(backoff.waitMs()).isBetween(base * 3 / 4, base * 5 / 4);
        }
    }

    @Test
    void onlyALinkThatHeldLetsItBeginAnew() {
        var backoff = new Backoff(LinkTimes.DEFAULT, Entropy.seeded(1));
        for (int i = 0; i < 6; i++) {
            backoff.waitMs();
        }

        backoff.held(LinkTimes.DEFAULT.idleMs() - 1);
        assertThat(backoff.waitMs()).as("a flapping link stays damped").isGreaterThan(3_000);

        backoff.held(LinkTimes.DEFAULT.stableMs());
        backoff.waitMs();
        assertThat(backoff.waitMs()).isBetween(300L, 700L);
    }

    @Test
    void theEndOfALinkThatOutlivedASilenceIsAskedAboutAtOnceOneTime() {
        var backoff = new Backoff(LinkTimes.DEFAULT, Entropy.seeded(1));
        for (int i = 0; i < 6; i++) {
            backoff.waitMs();
        }

        backoff.held(LinkTimes.DEFAULT.idleMs());
        assertThat(backoff.waitMs()).isLessThan(100);
        assertThat(backoff.waitMs()).as("and then as rarely as before").isGreaterThan(3_000);
    }
}
