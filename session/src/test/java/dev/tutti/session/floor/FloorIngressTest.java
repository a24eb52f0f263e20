package dev.tutti.session.floor;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.PRIYA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.RequestId;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The ingress with a leader that answers late, twice, or out of order. */
class FloorIngressTest {
    private static final long CONNECTION = 5;
    private static final Epoch EPOCH = new Epoch(1, 1);

    private final Scene scene =
            Scene.of(SessionKind.REHEARSAL).in(BEN, "musician").in(PRIYA, "musician");
    private final List<FloorMessage> sent = new ArrayList<>();
    private final List<FloorNotice> told = new ArrayList<>();
    private final FloorIngress ingress = new FloorIngress(
            scene.state(), new FloorIngress.Setup(2, FloorTimes.FAST, FloorRules.SAFE, sent::add, new Publisher()));

    @Test
    void voiceIsHeldFromThePressUntilTheGrant() {
        press(ms(100));
        FloorGate gate = ingress.gate(BEN);

        assertThat(gate.passage(ms(120))).isEqualTo(Passage.HOLD);
        assertThat(gate.heldSinceNs()).isEqualTo(ms(100));

        ingress.decided(grant(1, ms(100)), ms(180));

        assertThat(gate.passage(ms(180))).isEqualTo(Passage.FORWARD);
        assertThat(gate.heldSinceNs()).isEqualTo(ms(100));
    }

    @Test
    void whetherVoiceWouldPassCanBeAskedWithoutCountingAsVoice() {
        FloorGate gate = ingress.gate(BEN);
        assertThat(gate.passes(ms(50))).isFalse();
        press(ms(100));
        assertThat(gate.passes(ms(120))).isFalse();
        ingress.decided(grant(1, ms(100)), ms(180));
        assertThat(gate.passes(ms(180))).isTrue();
        assertThat(gate.passes(ms(1_599))).isTrue();
        assertThat(gate.passes(ms(1_600))).isFalse();
        assertThat(gate.lastVoiceNs()).isEqualTo(FloorGate.NEVER);
    }

    @Test
    void heldVoiceIsDroppedOnDenial() {
        press(ms(100));
        ingress.decided(new FloorDecision.Denied(ALL, BEN, request().id(), DenyReason.RATE), ms(150));

        assertThat(ingress.gate(BEN).passage(ms(150))).isEqualTo(Passage.DROP);
    }

    @Test
    void voiceInLineIsDroppedAndNothingSaidThereIsHeardLater() {
        press(ms(100));
        ingress.decided(new FloorDecision.Queued(ALL, BEN, request().id(), 1, 1, 900), ms(150));
        assertThat(ingress.gate(BEN).passage(ms(200))).isEqualTo(Passage.DROP);

        ingress.doWork(ms(900));
        ingress.decided(grant(2, ms(900)), ms(950));

        assertThat(ingress.gate(BEN).heldSinceNs()).isEqualTo(ms(950));
    }

    @Test
    void voiceIsNotHeldLongerThanItsBound() {
        press(ms(100));

        assertThat(ingress.gate(BEN).passage(ms(1_099))).isEqualTo(Passage.HOLD);
        assertThat(ingress.gate(BEN).passage(ms(1_100))).isEqualTo(Passage.DROP);
    }

    @Test
    void theLeaseIsCountedFromWhenTheRequestWasSent() {
        press(ms(100));
        ingress.decided(grant(1, ms(100)), ms(500));

        assertThat(ingress.gate(BEN).passage(ms(1_599))).isEqualTo(Passage.FORWARD);
        assertThat(ingress.gate(BEN).passage(ms(1_600))).isEqualTo(Passage.DROP);
        assertThat(told)
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        FloorNotice.Granted.class,
                        granted -> assertThat(granted.expiresInMs()).isEqualTo(1_100));
    }

    /** docs/protocol.md, "What gets no answer". */
    @Test
    void whatIsOverOrNeverWasIsPassedOverInSilence() {
        press(ms(0));
        ingress.decided(grant(1, 0), ms(10));
        told.clear();
        sent.clear();

        ingress.renew(1, "no-such-lease", ms(20));
        ingress.release(1, "no-such-lease", null);
        ingress.release(1, null, "no-such-request");
        ingress.hold(1, "no-such-request", true, ms(30));

        assertThat(told).isEmpty();
        assertThat(sent).isEmpty();
        assertThat(ingress.gate(BEN).passage(ms(40))).isEqualTo(Passage.FORWARD);
    }

    @Test
    void aRenewalCountsFromWhenItWasSent() {
        press(ms(0));
        ingress.decided(grant(1, 0), ms(10));
        ingress.doWork(ms(300));
        assertThat(sent).last().isEqualTo(new FloorMessage.Renew(ALL, EPOCH.fence(1), ms(300)));

        ingress.decided(new FloorDecision.Renewed(ALL, EPOCH.fence(1), ms(300)), ms(700));

        assertThat(ingress.gate(BEN).passage(ms(1_799))).isEqualTo(Passage.FORWARD);
        assertThat(ingress.gate(BEN).passage(ms(1_800))).isEqualTo(Passage.DROP);
    }

    @Test
    void aGrantNobodyAskedForIsGivenBack() {
        ingress.decided(
                new FloorDecision.Granted(ALL, BEN, new RequestId(1, 1), EPOCH.fence(4), 0, 1, false, false), ms(1));

        assertThat(ingress.gate(BEN).passage(ms(1))).isEqualTo(Passage.DROP);
        assertThat(sent).containsExactly(new FloorMessage.Release(ALL, EPOCH.fence(4)));
    }

    @Test
    void aDuplicateOfAGrantAfterTheReleaseDoesNotReviveIt() {
        press(ms(0));
        FloorDecision.Granted granted = grant(1, 0);
        ingress.decided(granted, ms(10));
        ingress.release(CONNECTION, null, "r1");

        ingress.decided(granted, ms(20));

        assertThat(ingress.gate(BEN).passage(ms(20))).isEqualTo(Passage.DROP);
    }

    @Test
    void aDuplicateOfAGrantInUseChangesNothing() {
        press(ms(0));
        FloorDecision.Granted granted = grant(1, 0);
        ingress.decided(granted, ms(10));
        int before = sent.size();

        ingress.decided(granted, ms(20));

        assertThat(ingress.gate(BEN).passage(ms(20))).isEqualTo(Passage.FORWARD);
        assertThat(sent).hasSize(before);
        assertThat(told).hasSize(1);
    }

    @Test
    void aGrantBelowTheHighestFenceIsGivenBack() {
        ingress.decided(new FloorDecision.Taken(ALL, EPOCH.fence(5), PRIYA, false, false), ms(0));
        press(ms(10));

        ingress.decided(grant(4, ms(10)), ms(20));

        assertThat(ingress.gate(BEN).passage(ms(20))).isEqualTo(Passage.HOLD);
        assertThat(sent).last().isEqualTo(new FloorMessage.Release(ALL, EPOCH.fence(4)));
    }

    @Test
    void aHigherFenceSeenShutsTheGateAtOnce() {
        press(ms(0));
        ingress.decided(grant(1, 0), ms(10));

        ingress.decided(new FloorDecision.Taken(ALL, new Epoch(2, 1).fence(1), PRIYA, false, false), ms(20));

        assertThat(ingress.gate(BEN).passage(ms(20))).isEqualTo(Passage.DROP);
    }

    @Test
    void aRevokeThatOvertakesItsGrantKeepsTheGateShut() {
        press(ms(0));
        FloorDecision.Granted granted = grant(1, 0);
        ingress.decided(new FloorDecision.Revoke(ALL, BEN, EPOCH.fence(1), RevokeReason.EMERGENCY, PRIYA), ms(5));
        ingress.decided(granted, ms(10));

        assertThat(ingress.gate(BEN).passage(ms(10))).isNotEqualTo(Passage.FORWARD);
        assertThat(sent).contains(new FloorMessage.Release(ALL, EPOCH.fence(1)));
    }

    @Test
    void aRevokeShutsTheGateBeforeTheLeaderHearsOfIt() {
        press(ms(0));
        ingress.decided(grant(1, 0), ms(10));

        ingress.decided(new FloorDecision.Revoke(ALL, BEN, EPOCH.fence(1), RevokeReason.EMERGENCY, PRIYA), ms(20));

        assertThat(ingress.gate(BEN).passage(ms(20))).isEqualTo(Passage.DROP);
        assertThat(sent).last().isEqualTo(new FloorMessage.Release(ALL, EPOCH.fence(1)));
    }

    @Test
    void aGrantThatComesWhenItHasRunOutIsAskedForAgain() {
        press(ms(0));
        ingress.decided(grant(1, 0), ms(1_500));

        assertThat(ingress.gate(BEN).passage(ms(1_500))).isEqualTo(Passage.HOLD);
        assertThat(sent.reversed().get(1)).isEqualTo(new FloorMessage.Release(ALL, EPOCH.fence(1)));
        assertThat(request().sentAtNs()).isEqualTo(ms(1_500));
        assertThat(request().id()).isNotEqualTo(((FloorMessage.Request) sent.getFirst()).id());
    }

    @Test
    void afterAJumpOfTimeAGrantUnderWayIsRefused() {
        press(ms(0));
        FloorDecision.Granted granted = grant(1, 0);

        ingress.timeJumped();
        ingress.decided(granted, ms(10));

        assertThat(ingress.gate(BEN).passage(ms(10))).isEqualTo(Passage.DROP);
        assertThat(told).first().isEqualTo(new FloorNotice.Denied("r1", ALL, DenyReason.VOID));
    }

    @Test
    void anOpenRequestIsSentAgainUntilItIsAnswered() {
        press(ms(0));
        ingress.doWork(ms(299));
        assertThat(sent).hasSize(1);
        ingress.doWork(ms(300));

        assertThat(sent).hasSize(2);
        assertThat(request().sentAtNs()).isEqualTo(ms(300));
    }

    @Test
    void whoWaitsIsToldOnceThatTheLeaderChangesAndThenHisPlaceAnew() {
        press(ms(0));
        var second = new FloorDecision.Queued(ALL, BEN, request().id(), 2, 3, 900);
        ingress.decided(second, ms(20));
        ingress.decided(second, ms(320));
        told.clear();

        ingress.leaderChanges();
        ingress.adopt(new Epoch(2, 7), ms(700));
        assertThat(told).containsExactly(new FloorNotice.Changing("r1", ALL));

        ingress.decided(second, ms(800));
        assertThat(told).last().isEqualTo(new FloorNotice.Queued("r1", ALL, 2, 3, 900));
        ingress.leaderChanges();
        assertThat(told).last().isEqualTo(new FloorNotice.Changing("r1", ALL));
    }

    @Test
    void whoTalksIsNotToldThatTheLeaderChanges() {
        press(ms(0));
        ingress.decided(grant(1, ms(0)), ms(20));
        told.clear();

        ingress.leaderChanges();
        ingress.adopt(new Epoch(2, 7), ms(700));
        ingress.leaderChanges();

        assertThat(told).isEmpty();
    }

    private void press(long nowNs) {
        ingress.ask(new FloorAsk(BEN, ALL, CONNECTION, "r1", true, false, false, null), nowNs);
    }

    /** The last request that was sent. */
    private FloorMessage.Request request() {
        return sent.stream()
                .filter(FloorMessage.Request.class::isInstance)
                .map(FloorMessage.Request.class::cast)
                .reduce((_, b) -> b)
                .orElseThrow();
    }

    private FloorDecision.Granted grant(long leaseSeq, long sentAtNs) {
        Fence fence = EPOCH.fence(leaseSeq);
        return new FloorDecision.Granted(ALL, BEN, request().id(), fence, sentAtNs, ms(10_000), false, false);
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private final class Publisher implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            told.add(notice);
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {}
    }
}
