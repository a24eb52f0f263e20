package dev.tutti.foundation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of leaderships and leases: cluster.md F1. */
class FenceTest {
    private static final long HIGH_TAG = 0xf000000000000000L;

    @Test
    void fencesCompareByTermThenLeaderThenLeaseUnsigned() {
        var low = new Fence(1, HIGH_TAG, 9);
        assertThat(new Fence(2, 1, 1)).isGreaterThan(low);
        assertThat(new Fence(1, 1, 99)).isLessThan(low);
        assertThat(new Fence(1, HIGH_TAG, 10).isAbove(low)).isTrue();
        assertThat(low.isAbove(low)).isFalse();
        assertThat(Fence.NONE).isLessThan(new Fence(1, 0, 0));
    }

    @Test
    void epochsCompareAsTheirFencesDo() {
        var low = new Epoch(1, HIGH_TAG);
        assertThat(new Epoch(2, 1)).isGreaterThan(low);
        assertThat(new Epoch(1, 1)).isLessThan(low);
        assertThat(new Epoch(-1, 1).isAbove(low)).isTrue();
        assertThat(low.isAbove(low)).isFalse();
        assertThat(Epoch.NONE).isLessThan(low);
    }

    @Test
    void everyLeaseOfAHigherEpochIsAboveEveryLeaseOfALowerOne() {
        var lower = new Epoch(4, 9);
        var higher = new Epoch(5, 1);
        assertThat(higher.fence(0).isAbove(lower.fence(0xFFFF_FFFFL))).isTrue();
        assertThat(higher.fence(3).epoch()).isEqualTo(higher);
    }
}
