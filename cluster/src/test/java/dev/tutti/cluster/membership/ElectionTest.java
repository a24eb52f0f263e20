package dev.tutti.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.AnnounceReason;
import dev.tutti.wire.LeaderState;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ElectionTest {
    @Test
    void aNodeThatKnowsNobodyLeadsAtOnce() {
        var nodes = new Nodes();
        Nodes.Node alone = nodes.add(1, 7, Set.of());

        nodes.pass(60);

        assertThat(alone.state()).isEqualTo(LeaderState.LEADING);
        assertThat(alone.election.epoch()).isEqualTo(new Epoch(8, alone.tag));
    }

    @Test
    void aloneAndServingNobodyItStaysJoiningAndTermsDoNotGrow() {
        var nodes = new Nodes();
        Nodes.Node alone = nodes.add(1, 7, Set.of(99L));
        alone.hasClients = false;

        nodes.pass(60_000);
        assertThat(alone.state()).isEqualTo(LeaderState.JOINING);
        assertThat(alone.persists).isZero();

        alone.hasClients = true;
        nodes.pass(1_000);
        assertThat(alone.state()).isEqualTo(LeaderState.LEADING);
    }

    @Test
    void ofThoseThatStartTheBestRankLeads() {
        Nodes nodes = Nodes.of(4);

        nodes.pass(1_500);

        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        assertThat(nodes.node(4).election.epoch())
                .isEqualTo(nodes.node(1).election.epoch());
        assertThat(nodes.node(4).acknowledged).isEqualTo(nodes.node(1).election.epoch());
    }

    @Test
    void whenTheLeaderFallsSilentTheNextInRankLeadsWithinASecond() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);

        nodes.node(1).stopped = true;
        nodes.pass(1_000);

        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
        assertThat(nodes.node(3).election.epoch()).isEqualTo(new Epoch(2, nodes.node(2).tag));
    }

    @Test
    void aKilledLeaderIsReplacedWithoutWaitingForSilence() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);

        nodes.node(1).stopped = true;
        nodes.node(2).election.gone(nodes.node(1).tag, nodes.nowNs(), nodes.wallMs());
        nodes.node(3).election.gone(nodes.node(1).tag, nodes.nowNs(), nodes.wallMs());
        nodes.pass(300);

        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
    }

    @Test
    void whoHasFoundALeaderByAProbeDoesNotRunToAWeakerOneThatAnswersNext() {
        Nodes nodes = Nodes.of(2);
        nodes.pass(2_000);
        Nodes.Node strong = nodes.node(1);
        Nodes.Node weak = nodes.node(2);
        nodes.cutBoth(strong, weak);
        nodes.pass(2_000);
        assertThat(nodes.leaders()).containsExactly(strong, weak);
        assertThat(weak.election.epoch().isAbove(strong.election.epoch())).isTrue();

        Nodes.Node third = nodes.add(3, 0, Set.of(strong.tag, weak.tag));
        nodes.pass(3_000);

        assertThat(third.steps).noneMatch(step -> step.epoch().leaderTag() == weak.tag);
        assertThat(nodes.leaders()).containsExactly(strong);
    }

    @Test
    void aSlowDiskDoesNotUseUpTheTriesToRiseAboveALeaderThatIsAway() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);
        Nodes.Node strong = nodes.node(1);
        Nodes.Node away = nodes.node(2);
        Nodes.Node third = nodes.node(3);
        nodes.cutBoth(strong, away);
        nodes.cutBoth(strong, third);
        nodes.pass(2_000);
        assertThat(third.election.epoch()).isEqualTo(new Epoch(2, away.tag));

        strong.diskAnswers = false;
        away.stopped = true;
        nodes.mendAll();
        nodes.pass(3_000);
        assertThat(strong.election.counters().raises).isEqualTo(1);
        strong.election.persisted(3, nodes.nowNs(), nodes.wallMs());
        nodes.pass(500);

        assertThat(strong.election.counters().alarms).isZero();
        assertThat(third.election.epoch()).isEqualTo(new Epoch(3, strong.tag));
    }

    @Test
    void whoCannotHearTheLeaderButAnotherWhoDoesStays() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);
        Epoch before = nodes.node(1).election.epoch();

        nodes.cutBoth(nodes.node(1), nodes.node(3));
        nodes.pass(20_000);

        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        assertThat(nodes.node(3).election.epoch()).isEqualTo(before);
        assertThat(nodes.node(3).election.nextHop(nodes.node(1).tag)).isEqualTo(nodes.node(2).tag);
    }

    @Test
    void oneWayToTheLeaderIsNoReasonToClaimForEver() {
        Nodes nodes = Nodes.of(2);
        nodes.pass(2_000);

        nodes.cutOneWay(nodes.node(1), nodes.node(2));
        nodes.pass(60_000);

        assertThat(nodes.node(2).election.epoch().term()).isEqualTo(2);
        assertThat(nodes.node(1).election.epoch().term()).isEqualTo(1);
        assertThat(nodes.node(1).election.component()).isEmpty();
    }

    @Test
    void whenIslandsMeetTheBetterRankRisesAboveTheHigherEpoch() {
        Nodes nodes = Nodes.of(2);
        nodes.pass(2_000);
        nodes.cutBoth(nodes.node(1), nodes.node(2));
        nodes.pass(2_000);
        assertThat(nodes.leaders()).hasSize(2);

        nodes.mendAll();
        nodes.pass(2_000);

        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        assertThat(nodes.node(2).election.epoch()).isEqualTo(new Epoch(3, nodes.node(1).tag));
        assertThat(nodes.node(1).election.counters().raises()).isEqualTo(1);
    }

    @Test
    void aTermIsAnnouncedOnlyWhenItIsOnTheDisk() {
        var nodes = new Nodes();
        Nodes.Node alone = nodes.add(1, 0, Set.of());
        alone.diskAnswers = false;

        nodes.pass(5_000);

        assertThat(alone.state()).isEqualTo(LeaderState.CLAIMING);
        assertThat(alone.persists).isEqualTo(1);
        alone.election.persisted(1, nodes.nowNs(), nodes.wallMs());
        assertThat(alone.state()).isEqualTo(LeaderState.LEADING);
    }

    @Test
    void aFailedDiskFencesAndIsNeverTriedAgain() {
        Nodes nodes = Nodes.of(2);
        nodes.node(1).diskFails = true;

        nodes.pass(60_000);

        assertThat(nodes.node(1).state()).isEqualTo(LeaderState.FENCED);
        assertThat(nodes.node(1).persists).isEqualTo(1);
        assertThat(nodes.node(1).acknowledged).isEqualTo(Epoch.NONE);
        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
        assertThat(nodes.node(1).election.epoch().leaderTag()).isEqualTo(nodes.node(2).tag);
    }

    @Test
    void aTermThatNoElectionExplainsIsRefusedAndCounted() {
        Nodes nodes = Nodes.of(2);
        nodes.pass(2_000);
        Nodes.Node one = nodes.node(1);
        Nodes.Node two = nodes.node(2);

        var absurd = new ElectionMessage.RoleAnnounce(
                one.tag, 1, new Epoch(5_000_000, one.tag), one.rank, AnnounceReason.CLAIM);
        two.election.received(one.tag, absurd, nodes.nowNs(), nodes.wallMs());

        assertThat(two.election.epoch().term()).isEqualTo(1);
        assertThat(two.election.counters().refusedTerms()).isEqualTo(1);
    }

    @Test
    void aLeaderWhoseTimeJumpedLeadsAgainOnlyInANewTerm() {
        var nodes = new Nodes();
        Nodes.Node alone = nodes.add(1, 0, Set.of(99L));
        nodes.pass(1_000);

        nodes.jump(700);
        nodes.pass(20);
        assertThat(alone.state()).isEqualTo(LeaderState.FENCED);
        assertThat(alone.gaps).isEqualTo(1);

        nodes.pass(300);
        assertThat(alone.election.epoch()).isEqualTo(new Epoch(2, alone.tag));
    }

    @Test
    void whoKnowsNobodyIsNotFencedByAGapForNobodyElseCouldHaveLed() {
        var nodes = new Nodes();
        Nodes.Node alone = nodes.add(1, 0, Set.of());
        nodes.pass(100);

        nodes.jump(700);
        nodes.pass(300);

        assertThat(alone.state()).isEqualTo(LeaderState.LEADING);
        assertThat(alone.election.epoch()).isEqualTo(new Epoch(1, alone.tag));
    }

    @Test
    void leadershipMovesToABetterRankOnlyAfterCalmAndWhenNobodyTalks() {
        Nodes nodes = Nodes.of(2);
        nodes.node(1).stopped = true;
        nodes.pass(2_000);
        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
        nodes.node(2).floorIsIdle = false;
        nodes.node(1).stopped = false;

        nodes.pass(60_000);
        assertThat(nodes.leaders()).containsExactly(nodes.node(2));

        nodes.node(2).floorIsIdle = true;
        nodes.pass(200);
        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        assertThat(nodes.node(2).steps)
                .extracting(Transition::to)
                .containsSubsequence(LeaderState.LEADING, LeaderState.HANDING_OVER, LeaderState.FOLLOWER);
    }

    @Test
    void aCalmHandoverIsNoTimeWithoutALeaderAndALossAfterItIsMeasuredFromTheSuspicion() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(20_000);
        nodes.node(1).election.resign(nodes.nowNs());
        nodes.pass(1_000);
        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
        for (int n = 1; n <= 3; n++) {
            assertThat(nodes.node(n).election.counters().convergences()).isZero();
        }

        nodes.pass(20_000);
        nodes.node(2).stopped = true;
        nodes.node(1).stopped = true;
        nodes.pass(2_000);

        ElectionCounters counted = nodes.node(3).election.counters();
        assertThat(counted.convergences()).isEqualTo(1);
        assertThat(counted.lastConvergenceNs()).isBetween(ms(150), ms(1_000));
        assertThat(counted.convergenceSumNs()).isEqualTo(counted.lastConvergenceNs());
        assertThat(counted.convergenceMaxNs()).isEqualTo(counted.lastConvergenceNs());
    }

    @Test
    void aClaimThatAnotherOneOvertakesIsCountedAsFailed() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);
        nodes.node(2).diskAnswers = false;
        nodes.node(1).stopped = true;
        nodes.pass(5_000);

        assertThat(nodes.leaders()).containsExactly(nodes.node(3));
        assertThat(nodes.node(2).election.counters().claims()).isEqualTo(1);
        assertThat(nodes.node(2).election.counters().failedClaims()).isEqualTo(1);
        assertThat(nodes.node(3).election.counters().failedClaims()).isZero();
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void withFrugalTimesASilentLeaderIsReplacedInAboutEightSeconds() {
        Nodes nodes = Nodes.of(3, ElectionTimes.FRUGAL);
        nodes.pass(60_000);
        assertThat(nodes.leaders()).containsExactly(nodes.node(1));
        nodes.node(1).stopped = true;
        nodes.pass(4_500);
        assertThat(nodes.leaders()).isEmpty();
        nodes.pass(5_000);

        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
        assertThat(nodes.node(3).election.epoch())
                .isEqualTo(nodes.node(2).election.epoch());
        assertThat(nodes.node(2).election.counters().lastConvergenceNs()).isBetween(ms(1_000), ms(2_000));
    }

    @Test
    void whoShutsDownHandsOverToTheBestOfTheOthers() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);

        nodes.node(1).election.resign(nodes.nowNs());
        nodes.pass(100);

        assertThat(nodes.leaders()).containsExactly(nodes.node(2));
    }

    @Test
    void everyStepHasItsCauseAndOnlyOneClaims() {
        Nodes nodes = Nodes.of(3);
        nodes.pass(2_000);
        nodes.node(1).stopped = true;
        nodes.pass(2_000);

        assertThat(nodes.node(2).steps)
                .extracting(Transition::cause)
                .doesNotContain("")
                .contains("the leader is silent");
        assertThat(nodes.node(2).election.counters().claims()).isEqualTo(1);
        assertThat(nodes.node(3).election.counters().claims()).isZero();
    }
}
