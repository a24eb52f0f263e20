package dev.tutti.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.link.LinkTable.Candidate;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private static final NodeId ONE = NodeId.of(Entropy.seeded(1).bytes(32));
    private static final NodeId OTHER = NodeId.of(Entropy.seeded(2).bytes(32));
    private static final NodeId SMALLER = ONE.compareTo(OTHER) < 0 ? ONE : OTHER;
    private static final NodeId LARGER = ONE.compareTo(OTHER) < 0 ? OTHER : ONE;

    /** Whichever of two crossing connections each end hears of first, both keep the one the smaller id dialled. */
    @Test
    void bothEndsKeepTheSameOfTwoCrossingConnections() {
        for (boolean smallersFirst : new boolean[] {true, false}) {
            // The smaller node's own connection is dialled by it, and by the peer for the larger one.
            var atSmaller = LinkTable.replaces(
                    SMALLER, LARGER, new Candidate(!smallersFirst, 5), new Candidate(smallersFirst, 5));
            var atLarger = LinkTable.replaces(
                    LARGER, SMALLER, new Candidate(smallersFirst, 8), new Candidate(!smallersFirst, 8));

            assertThat(atSmaller).isEqualTo(!smallersFirst);
            assertThat(atLarger).isEqualTo(!smallersFirst);
        }
    }

    @Test
    void whoDialsAgainDoesNotKnowOfTheOldConnectionAnyMore() {
        assertThat(LinkTable.replaces(LARGER, SMALLER, new Candidate(false, 5), new Candidate(false, 5)))
                .isTrue();
    }

    @Test
    void aPeerThatWasStartedAgainHasANewConnectionWhoeverDialledIt() {
        assertThat(LinkTable.replaces(SMALLER, LARGER, new Candidate(false, 6), new Candidate(true, 5)))
                .isTrue();
    }
}
