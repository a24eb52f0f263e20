package dev.tutti.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final AtomicLong now = new AtomicLong();
    private final LinkCounters counters = new LinkCounters();
    private final RefusalLog log = new RefusalLog(counters, now::get);

    @Test
    void everyRefusalIsCountedAndEachKindOfEachPeerLoggedOnce() {
        for (int i = 0; i < 50; i++) {
            log.refused(LinkEvent.REFUSED_KEY, "10.0.0.9", "no key");
        }
        log.refused(LinkEvent.REFUSED_SLOW, "10.0.0.9", "slow");

        assertThat(counters.of(LinkEvent.REFUSED_KEY)).isEqualTo(50);
        assertThat(log.lines()).isEqualTo(2);

        now.addAndGet(TimeUnit.MINUTES.toNanos(11));
        log.refused(LinkEvent.REFUSED_KEY, "10.0.0.9", "no key");
        assertThat(log.lines()).as("of the new ten minutes").isEqualTo(1);
    }

    @Test
    void aThousandStrangersDoNotFillTheDisk() {
        for (int i = 0; i < 1_000; i++) {
            log.refused(LinkEvent.REFUSED_ADMISSION, "stranger " + i, "unknown");
        }

        assertThat(counters.of(LinkEvent.REFUSED_ADMISSION)).isEqualTo(1_000);
        assertThat(log.lines()).isEqualTo(100);
    }
}
