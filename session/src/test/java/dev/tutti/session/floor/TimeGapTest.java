package dev.tutti.session.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeGapTest {
    private final TimeGap gap = new TimeGap(TimeUnit.MILLISECONDS.toNanos(300));

    @Test
    void aTurnThatComesTooLateSaysHowLate() {
        assertThat(gap.step(0, 5_000)).isFalse();
        assertThat(gap.step(TimeUnit.MILLISECONDS.toNanos(300), 5_300)).isFalse();

        assertThat(gap.step(TimeUnit.MILLISECONDS.toNanos(712), 5_712)).isTrue();

        assertThat(gap.said()).isEqualTo("no turn for 412 ms");
    }

    @Test
    void aClockThatMovesAloneSaysByHowMuch() {
        assertThat(gap.step(0, 5_000)).isFalse();

        assertThat(gap.step(TimeUnit.MILLISECONDS.toNanos(20), 8_020)).isTrue();

        assertThat(gap.said()).isEqualTo("the machine's time moved by 3020 ms in 20 ms");
    }
}
