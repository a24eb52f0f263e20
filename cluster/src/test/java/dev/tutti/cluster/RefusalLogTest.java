package dev.tutti.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final AtomicLong now = new AtomicLong();
    private final RefusalLog log = new RefusalLog(now::get);

    @Test
    void everyRefusalIsCountedAndEachKindOfEachPeerLoggedOnce() {
        for (int i = 0; i < 50; i++) {
            log.refused(Misfit.WRONG_SOURCE, "10.0.0.9", "no key");
        }
        log.refused(Misfit.UNASKED, "10.0.0.9", "slow");

        assertThat(log.count(Misfit.WRONG_SOURCE)).isEqualTo(50);
        assertThat(log.lines()).isEqualTo(2);

        now.addAndGet(TimeUnit.MINUTES.toNanos(11));
        log.refused(Misfit.WRONG_SOURCE, "10.0.0.9", "no key");
        assertThat(log.lines()).as("of the new ten minutes").isEqualTo(1);
    }

    @Test
    void aThousandStrangersDoNotFillTheDisk() {
        for (int i = 0; i < 1_000; i++) {
            log.refused(Misfit.TOO_OFTEN, "stranger " + i, "unknown");
        }

        assertThat(log.count(Misfit.TOO_OFTEN)).isEqualTo(1_000);
        assertThat(log.lines()).isEqualTo(100);
    }
}
