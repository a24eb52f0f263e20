package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of who ought to lead. */
class RankTest {
    private static final NodeId SMALL = NodeId.of(Samples.bytes(NodeId.BYTES, 0));
    private static final NodeId BIG = NodeId.of(Samples.bytes(NodeId.BYTES, 0xF0));

    @Test
    void whoHoldsThePenThenClassThenCapabilityThenStartThenId() {
        var best = List.of(
                new Rank(true, Rank.DISPLAY, 0, 9, BIG),
                new Rank(false, Rank.HUB, 2, 9, BIG),
                new Rank(false, Rank.HUB, 1, 3, BIG),
                new Rank(false, Rank.HUB, 1, 4, SMALL),
                new Rank(false, Rank.HUB, 1, 4, BIG),
                new Rank(false, Rank.CONTROLLER, 9, 1, SMALL),
                new Rank(false, Rank.DISPLAY, 9, 1, SMALL));
        var shuffled = new ArrayList<>(best);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(shuffled.stream().sorted()).containsExactlyElementsOf(best);
        assertThat(best.get(0).isBetterThan(best.get(1))).isTrue();
        assertThat(best.get(1).isBetterThan(best.get(0))).isFalse();
    }

    /** cluster.md section 2: nearly equal starts are not equal, or A = B, B = C and A before C. */
    @Test
    void aMillisecondDecides() {
        var earlier = new Rank(false, Rank.HUB, 1, 1_000, BIG);
        var later = new Rank(false, Rank.HUB, 1, 1_001, SMALL);
        assertThat(earlier.isBetterThan(later)).isTrue();
    }
}
