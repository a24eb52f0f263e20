package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final Refusals refusals = new Refusals(() -> now);

    @Test
    void soManyAreKeptAndTheOldestGoFirst() {
        for (int i = 0; i <= Refusals.MAX; i++) {
            refusals.note("host_unknown", "10.0.0." + i, "x");
        }
        assertThat(refusals.lately()).hasSize(Refusals.MAX);
        assertThat(refusals.lately().getFirst().address()).isEqualTo("10.0.0." + Refusals.MAX);
        assertThat(refusals.lately().getLast().address()).isEqualTo("10.0.0.1");
    }

    @Test
    void whatIsOlderThanAnHourIsNotToldAndWhatASenderWroteIsShortAndOfOneLine() {
        refusals.note("tls_failed", "10.0.0.9", "");
        now = now.plus(Duration.ofHours(2));
        refusals.note("host_unknown", "10.0.0.9", "a\nb" + "c".repeat(500));

        assertThat(refusals.lately()).singleElement().satisfies(one -> {
            assertThat(one.detail()).hasSizeLessThan(100).startsWith("a bc");
            assertThat(one.count()).isEqualTo(1);
        });
    }
}
