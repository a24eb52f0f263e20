package dev.tutti.node.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.media.Listener;
import dev.tutti.media.TrackGate;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.Verdict;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SFU's questions answered by the real floor, on virtual time. */
class FloorPolicyTest {
    private static final UserId MAYA = new UserId("maya");
    private static final UserId BEN = new UserId("ben");

    private final List<String> muted = new ArrayList<>();
    private final Voices voices = new Voices();
    private long nowNs = 1_000_000_000L;
    private Duration asleep = Duration.ZERO;
    private final List<String> told = new ArrayList<>();
    private SessionId session;
    private String room;
    private FloorLoop floor;
    private FloorPolicy policy;

    @BeforeEach
    void openSession() {
        var ports = new FloorLoop.Ports(
                new Silent(), FloorHistory.NONE, (_, user, track) -> muted.add(user.value() + "/" + track));
        floor = new FloorLoop(new FloorLoop.Setup(
                () -> nowNs,
                () -> Instant.EPOCH.plusNanos(nowNs).plus(asleep),
                new Epoch(1, 7),
                1,
                FloorTimes.FAST,
                FloorLimits.DEFAULT,
                ports));
        var state = TestSession.with(Entropy.seeded(3), MAYA, BEN);
        session = state.id();
        room = SessionRooms.room(session);
        floor.committed(state);
        policy = new FloorPolicy(session, floor, voices, (_, user, off) -> told.add(user + (off ? " off" : " on")));
        turn();
    }

    @Test
    void nothingIsHeardWithoutAGrant() {
        var gate = publish(MAYA);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.DROP);
    }

    @Test
    void unmutingAsksForTheFloorAndMutingGivesItBack() {
        voices.muteIsFloor(session, MAYA, true);
        var gate = publish(MAYA);
        var ben = listener(BEN);
        policy.muteChanged(track(MAYA), false);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);
        assertThat(gate.audibleTo(ben)).isTrue();
        assertThat(gate.audibleTo(listener(MAYA))).isFalse();

        policy.muteChanged(track(MAYA), true);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.DROP);
        assertThat(muted).isEmpty();
    }

    @Test
    void aTrackPublishedWithItsMicrophoneOpenAsksToo() {
        voices.muteIsFloor(session, MAYA, true);
        var gate = publish(MAYA);
        policy.trackPublished(track(MAYA), false);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aPageThatAsksOverItsSocketIsNotAskedForByItsMuteButton() {
        voices.muteIsFloor(session, MAYA, false);
        var gate = publish(MAYA);
        policy.muteChanged(track(MAYA), false);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.DROP);
        assertThat(muted).isEmpty();
        assertThat(voices.isMicrophoneOpen(session, MAYA)).isTrue();
    }

    @Test
    void nothingIsHeardAfterASuspendUntilTheFloorHasDecidedAnew() {
        voices.muteIsFloor(session, MAYA, true);
        var gate = publish(MAYA);
        policy.muteChanged(track(MAYA), false);
        turn();
        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);

        asleep = Duration.ofMinutes(10);
        assertThat(gate.verdict(nowNs)).as("before the floor's first turn").isEqualTo(Verdict.DROP);
        turn();
        assertThat(gate.verdict(nowNs)).as("the lease is void").isEqualTo(Verdict.DROP);

        policy.muteChanged(track(MAYA), true);
        turn();
        policy.muteChanged(track(MAYA), false);
        turn();
        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);
    }

    @Test
    void aMicrophoneThatGoesOnOrOffIsToldOnce() {
        publish(MAYA);
        policy.muteChanged(track(MAYA), false);
        policy.muteChanged(track(MAYA), false);
        policy.muteChanged(track(MAYA), true);
        policy.closed(track(MAYA));

        assertThat(told).containsExactly("maya on", "maya off");
    }

    @Test
    void theTalkLimitEndsInAServerMute() {
        voices.muteIsFloor(session, MAYA, true);
        var gate = publish(MAYA);
        policy.muteChanged(track(MAYA), false);
        turn();
        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);

        for (int i = 0; i < 110; i++) {
            advance(Duration.ofMillis(100));
            gate.verdict(nowNs);
        }

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.DROP);
        assertThat(muted).containsExactly("maya/TR_maya");
    }

    @Test
    void aStrangerInTheRoomIsNeitherHeardNorHears() {
        var gate = publish(new UserId("eve"));
        voices.muteIsFloor(session, new UserId("eve"), true);
        policy.muteChanged(track(new UserId("eve")), false);
        turn();

        assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.DROP);
        assertThat(muted).containsExactly("eve/TR_eve");
        assertThat(gate.audibleTo(new Listener.Named(room, "eve"))).isFalse();
    }

    private TrackGate publish(UserId user) {
        return policy.open(track(user));
    }

    private TrackPublication track(UserId user) {
        return new TrackPublication(room, user.value(), "TR_" + user.value());
    }

    private Listener listener(UserId user) {
        var listener = policy.listener(room, user.value());
        turn();
        return listener;
    }

    private void turn() {
        floor.doWork();
        floor.doWork();
    }

    private void advance(Duration time) {
        nowNs += time.toNanos();
        turn();
    }

    private static final class Silent implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {}

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {}
    }
}
