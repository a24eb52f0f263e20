package dev.tutti.node.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.media.Listener;
import dev.tutti.media.TrackPublication;
import dev.tutti.media.Verdict;
import dev.tutti.media.VoicePacket;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.wire.ChannelTag;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One session at two nodes, each with a floor of its own: what passes at one is judged again at the other. */
class VoiceOfAnotherNodeTest {
    private static final UserId MAYA = new UserId("maya");
    private static final UserId BEN = new UserId("ben");

    private final SessionState state = TestSession.with(Entropy.seeded(3), MAYA, BEN);
    private final String room = SessionRooms.room(state.id());
    private final long nowNs = 1_000_000_000L;
    private final Node first = new Node(new Epoch(2, 7));
    private final Node second = new Node(new Epoch(1, 9));

    /** A floor and the policy before it. */
    private final class Node {
        private final Voices voices = new Voices();
        private final FloorLoop floor;
        private final FloorPolicy policy;

        Node(Epoch epoch) {
            var ports = new FloorLoop.Ports(new Silent(), FloorHistory.NONE, (_, _, _) -> {});
            floor = new FloorLoop(new FloorLoop.Setup(
                    () -> nowNs,
                    () -> Instant.EPOCH.plusNanos(nowNs),
                    epoch,
                    epoch.term(),
                    FloorTimes.FAST,
                    FloorLimits.DEFAULT,
                    ports));
            floor.committed(state);
            policy = new FloorPolicy(state.id(), floor, voices, (_, _, _) -> {});
            policy.follow(state);
            turn();
        }

        /** Lets that user talk, and answers a packet of the talk as it leaves this node. */
        VoicePacket spoken(UserId user) {
            voices.muteIsFloor(state.id(), user, true);
            var gate = policy.open(track(user));
            policy.muteChanged(track(user), false);
            turn();
            assertThat(gate.verdict(nowNs)).isEqualTo(Verdict.FORWARD);
            var leased = (LeasedGate) gate;
            var fence = leased.fence();
            return new VoicePacket()
                    .of(1, leased.channel().value())
                    .lease(fence.term(), fence.leaderTag(), fence.leaseSeq());
        }

        Listener listener(UserId user) {
            var listener = policy.listener(room, user.value());
            turn();
            return listener;
        }

        void turn() {
            floor.doWork();
            floor.doWork();
        }
    }

    private TrackPublication track(UserId user) {
        return new TrackPublication(room, user.value(), "TR_" + user.value());
    }

    @Test
    void whatPassedUnderALeaseIsHeardByThoseOfItsChannelButNotByTheTalker() {
        var packet = first.spoken(MAYA);
        assertThat(packet.channel()).isNotZero();
        var gate = second.policy.openRemote(track(MAYA));

        assertThat(gate.passes(packet)).isTrue();
        assertThat(gate.audibleTo(second.listener(BEN))).isTrue();
        assertThat(gate.audibleTo(second.listener(MAYA))).isFalse();
        assertThat(gate.audibleTo(second.listener(new UserId("eve")))).isFalse();
    }

    @Test
    void whatIsBelowTheFenceSeenHereIsNotHeard() {
        var packet = second.spoken(MAYA);
        var gate = first.policy.openRemote(track(MAYA));
        assertThat(gate.passes(packet)).isTrue();

        // Somebody is granted the channel here, in a higher epoch.
        first.spoken(BEN);

        assertThat(gate.passes(packet)).isFalse();
    }

    @Test
    void aChannelThatTheSessionDoesNotHaveIsHeardByNobody() {
        var packet = first.spoken(MAYA);
        packet.of(1, new ChannelTag(12_345).value());

        assertThat(second.policy.openRemote(track(MAYA)).passes(packet)).isFalse();
    }

    @Test
    void withoutALeaseOnlyOpenChannelsAreHeard() {
        var packet = new VoicePacket().of(1, ChannelTag.NONE.value());

        assertThat(second.policy.openRemote(track(MAYA)).passes(packet)).isFalse();
    }

    private static final class Silent implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {}

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {}
    }
}
