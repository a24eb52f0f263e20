package dev.tutti.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;
import org.junit.jupiter.api.Test;

/** A process that has no turns for a while, on a machine whose clocks go on. */
class PauseTest {
    @Test
    void aPauseShorterThanWhatFollowersWaitChangesNothing() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(5_000);
        Epoch before = nodes.node(1).election.epoch();

        for (long ms : new long[] {320, 400, 480}) {
            for (int n = 1; n <= 3; n++) {
                nodes.pause(nodes.node(n), ms);
                nodes.pass(2_000);
            }
        }

        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        for (int n = 1; n <= 3; n++) {
            ElectionCounters counted = nodes.node(n).election.counters();
            assertThat(nodes.node(n).election.epoch()).isEqualTo(before);
            assertThat(counted.pauses()).isEqualTo(3);
            assertThat(counted.gaps() + counted.suspicions()).isZero();
            assertThat(nodes.node(n).gaps).as("nothing was void").isZero();
        }
    }

    @Test
    void aPauseInWhichSomebodyMayHaveClaimedFencesALeader() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(5_000);
        Epoch before = nodes.node(1).election.epoch();

        nodes.pause(nodes.node(1), 560);
        nodes.pass(20);
        assertThat(nodes.node(1).state()).isEqualTo(LeaderState.FENCED);
        assertThat(nodes.node(1).gaps).isEqualTo(1);
        nodes.pass(2_000);
        assertThat(nodes.leaders()).hasSize(1);
        assertThat(nodes.node(1).election.epoch()).matches(epoch -> epoch.isAbove(before));

        nodes.pause(nodes.leaders().getFirst(), 3_000);
        nodes.pass(2_000);
        assertThat(nodes.leaders()).hasSize(1);
        assertThat(nodes.node(3).election.counters().suspicions()).isPositive();
    }

    /** Its last heartbeats were lost, so somebody claims within a pause that is no gap: its mail says so. */
    @Test
    void aShortPauseAfterLostHeartbeatsEndsWithOneLeaderToo() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(5_000);
        Epoch before = nodes.node(1).election.epoch();
        nodes.cutOneWay(nodes.node(1), nodes.node(2));
        nodes.cutOneWay(nodes.node(1), nodes.node(3));
        nodes.pass(500);

        nodes.pause(nodes.node(1), 480);
        assertThat(nodes.leaders()).as("both, until the mail is read").hasSize(2);
        nodes.mendAll();
        nodes.pass(3_000);

        assertThat(nodes.leaders()).hasSize(1);
        assertThat(nodes.leaders().getFirst().election.epoch()).matches(epoch -> epoch.isAbove(before));
        assertThat(nodes.node(1).election.counters().pauses()).isEqualTo(1);
    }
}
