package dev.tutti.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplesTest {
    @Test
    void percentileIsTheNearestRank() {
        var samples = Samples.of(5, 1, 4, 2, 3);
        assertThat(samples.median()).isEqualTo(3);
        assertThat(samples.percentile(80)).isEqualTo(4);
        assertThat(samples.percentile(81)).isEqualTo(5);
        assertThat(samples.percentile(99)).isEqualTo(5);
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThat(new Samples().percentile(99)).isNaN();
    }

    @Test
    void keepsMoreValuesThanItBeganWithRoomFor() {
        var samples = new Samples();
        for (int i = 1; i <= 5000; i++) {
            samples.add(i);
        }
        assertThat(samples.count()).isEqualTo(5000);
        assertThat(samples.percentile(99)).isEqualTo(4950);
        assertThat(samples.at(1999)).isEqualTo(2000);
    }
}
