package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReceptionStatsTest {
    private static final long FRAME_NS = 20_000_000L;

    private final ReceptionStats stats = new ReceptionStats(48_000);
    private final ReportBlock block = new ReportBlock();

    @Test
    void evenArrivalHasNoLossAndNoJitter() {
        receive(0, 100, -1);
        stats.report(block);
        assertThat(block.fractionLost).isZero();
        assertThat(block.cumulativeLost).isZero();
        assertThat(stats.jitterMs()).isZero();
    }

    @Test
    void everyFourthPacketLostIsReportedAsAQuarter() {
        receive(0, 101, 4);
        stats.report(block);
        assertThat(block.fractionLost).isCloseTo(64, within(2));
        assertThat(block.cumulativeLost).isEqualTo(25);
        assertThat(stats.lost()).isEqualTo(25);
    }

    @Test
    void aNewIntervalForgetsTheLossOfTheOneBefore() {
        receive(0, 101, 4);
        stats.report(block);
        receive(101, 50, -1);
        stats.report(block);
        assertThat(block.fractionLost).isZero();
        assertThat(block.cumulativeLost).isEqualTo(25);
    }

    @Test
    void sequenceNumbersThatWrapAreCountedOn() {
        long first = stats.received(65_535, 0, 0);
        long second = stats.received(0, 960, FRAME_NS);
        assertThat(second).isEqualTo(first + 1);
        assertThat(stats.lost()).isZero();
    }

    @Test
    void aLatePacketIsNotLost() {
        long first = stats.received(10, 0, 0);
        stats.received(12, 1920, 2 * FRAME_NS);
        assertThat(stats.lost()).isEqualTo(1);
        assertThat(stats.received(11, 960, 2 * FRAME_NS)).isEqualTo(first + 1);
        assertThat(stats.lost()).isZero();
    }

    @Test
    void unevenArrivalIsJitter() {
        for (int i = 0; i < 200; i++) {
            stats.received(i, i * 960L, i * FRAME_NS + (i % 2) * 5_000_000L);
        }
        assertThat(stats.jitterMs()).isCloseTo(5, within(0.5));
    }

    @Test
    void aRestartedSenderIsNoGreatLoss() {
        receive(0, 10, -1);
        stats.received(40_000, 0, 10 * FRAME_NS);
        assertThat(stats.lost()).isZero();
    }

    private void receive(int first, int count, int loseEvery) {
        for (int i = first; i < first + count; i++) {
            if (loseEvery < 0 || i % loseEvery != loseEvery - 1) {
                stats.received(i & 0xFFFF, i * 960L, i * FRAME_NS);
            }
        }
    }
}
