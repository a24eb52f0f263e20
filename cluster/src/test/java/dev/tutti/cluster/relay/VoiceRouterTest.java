package dev.tutti.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.EnvelopeView;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.TalkerTag;
import dev.tutti.wire.VoiceFrameView;
import dev.tutti.wire.VoiceFrameWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One node's router between others that only look at what it does. */
class VoiceRouterTest {
    private static final NodeId SELF = id(1);
    private static final NodeId LEADER = id(2);
    private static final NodeId CHILD = id(3);
    private static final NodeId FAR = id(4);
    private static final ChannelTag BAND = new ChannelTag(77);
    private static final int ROUNDS = 20_000;
    /** Compiling costs a few thousand bytes once; the smallest object a frame would be sixteen times this. */
    private static final long ONCE_BYTES = ROUNDS;

    private final List<String> sent = new ArrayList<>();
    private final List<Long> heard = new ArrayList<>();
    private final List<Fence> stale = new ArrayList<>();
    private final VoiceFrameWriter writer = new VoiceFrameWriter();
    private final ByteBuffer bytes = ByteBuffer.allocate(Envelope.MAX_DATAGRAM);
    private long nowNs;
    private boolean quiet;
    private final VoiceRouter router = new VoiceRouter(SELF, this::send, new Ears(), () -> nowNs);

    VoiceRouterTest() {
        router.route(new RelayRoute(Optional.of(LEADER), List.of(CHILD), false));
    }

    private static NodeId id(int number) {
        var hash = new byte[NodeId.BYTES];
        hash[7] = (byte) number;
        return NodeId.of(hash);
    }

    private boolean send(NodeId to, ByteBuffer message) {
        if (!quiet) {
            sent.add(to.value().substring(15, 16));
        }
        message.position(message.limit());
        return true;
    }

    private final class Ears implements VoiceRouter.Port {
        @Override
        public void heard(EnvelopeView envelope, VoiceFrameView frame) {
            if (!quiet) {
                heard.add(frame.mediaSeq());
            }
        }

        @Override
        public void stale(NodeId peer, long ofSeq, Fence highest) {
            stale.add(highest);
        }
    }

    private ByteBuffer frame(NodeId by, long sequence, Fence fence) {
        writer.talker(new SessionTag(1), NodeTag.of(by), new TalkerTag(5)).lease(BAND, fence);
        return again(sequence);
    }

    private ByteBuffer again(long sequence) {
        writer.media(sequence, sequence * 960, 20, 0);
        writer.opus(new byte[] {1, 2, 3}, 0, 3);
        bytes.clear();
        writer.write(sequence, 0, bytes);
        return bytes.flip();
    }

    private static Fence fence(long term, long lease) {
        return new Fence(term, 9, lease);
    }

    private LinkTraffic.Counts on(NodeId link) {
        return Objects.requireNonNull(router.traffic().get(link));
    }

    @Test
    void whatIsSaidHereGoesUpAndToThoseWhoTakeFromHere() {
        router.say(frame(SELF, 1, fence(1, 1)));
        assertThat(sent).containsExactly("2", "3");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatComesFromAboveIsHeardAndGoesDown() {
        router.received(LEADER, frame(FAR, 1, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
        assertThat(sent).containsExactly("3");
    }

    @Test
    void whatComesFromBelowIsHeardAndGoesUpButNotBack() {
        router.received(CHILD, frame(CHILD, 1, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
        assertThat(sent).containsExactly("2");
    }

    @Test
    void whatComesTwiceGoesOnOnce() {
        router.received(LEADER, frame(FAR, 1, fence(1, 1)));
        router.received(LEADER, frame(FAR, 1, fence(1, 1)));
        router.received(CHILD, frame(FAR, 1, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
        assertThat(on(LEADER).duplicates()).isEqualTo(1);
        assertThat(on(CHILD).duplicates()).isEqualTo(1);
    }

    @Test
    void whatWasSaidHereIsNotHeardAgain() {
        router.received(LEADER, frame(SELF, 1, fence(1, 1)));
        assertThat(heard).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void whatOvertookIsHeardInItsTurnAndWhatIsFarTooLateIsNot() {
        router.received(LEADER, frame(FAR, 10, fence(1, 1)));
        router.received(LEADER, frame(FAR, 9, fence(1, 1)));
        router.received(LEADER, frame(FAR, 10 + 3L * StreamWindow.SIZE, fence(1, 1)));
        router.received(LEADER, frame(FAR, 11, fence(1, 1)));
        assertThat(heard).containsExactly(10L, 9L, 10 + 3L * StreamWindow.SIZE);
        assertThat(on(LEADER).late()).isEqualTo(1);
    }

    @Test
    void voiceBelowTheHighestFenceGoesNoFurtherAndItsSenderIsTold() {
        router.received(LEADER, frame(FAR, 1, fence(2, 4)));
        sent.clear();
        router.received(CHILD, frame(CHILD, 1, fence(2, 3)));
        router.received(CHILD, frame(CHILD, 2, fence(1, 9)));
        assertThat(heard).containsExactly(1L);
        assertThat(sent).isEmpty();
        assertThat(stale).containsExactly(fence(2, 4), fence(2, 4));
        assertThat(on(CHILD).stale()).isEqualTo(2);
    }

    @Test
    void anAdoptedEpochLiftsEveryChannelAtOnce() {
        router.received(LEADER, frame(FAR, 1, fence(1, 7)));
        router.adopt(fence(2, 0).epoch());
        router.received(LEADER, frame(FAR, 2, fence(1, 7)));
        assertThat(heard).containsExactly(1L);
        router.received(LEADER, frame(FAR, 3, fence(2, 1)));
        assertThat(heard).containsExactly(1L, 3L);
    }

    @Test
    void noMoreThanFiveNacksASecondGoToOnePeer() {
        router.adopt(fence(2, 0).epoch());
        for (int i = 0; i < 20; i++) {
            router.received(CHILD, frame(CHILD, i, fence(1, 1)));
        }
        assertThat(stale).hasSize(5);
        nowNs = 1_000_000_000L;
        router.received(CHILD, frame(CHILD, 30, fence(1, 1)));
        assertThat(stale).hasSize(6);
    }

    @Test
    void voiceFromANodeThatIsNotOnTheWayIsNotTaken() {
        router.received(FAR, frame(CHILD, 1, fence(1, 1)));
        assertThat(heard).isEmpty();
        assertThat(on(FAR).offPath()).isEqualTo(1);
        // Its own voice needs no way.
        router.received(FAR, frame(FAR, 1, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void whatWasUnderWayWhenTheWayChangedIsStillTakenForAMoment() {
        router.route(new RelayRoute(Optional.of(CHILD), List.of(), false));
        router.received(LEADER, frame(FAR, 1, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
        nowNs = 3_000_000_000L;
        router.received(LEADER, frame(FAR, 2, fence(1, 1)));
        assertThat(heard).containsExactly(1L);
    }

    @Test
    void withoutALeaderNothingIsPassedOn() {
        router.route(new RelayRoute(Optional.empty(), List.of(LEADER, CHILD, FAR), true));
        router.received(CHILD, frame(CHILD, 1, fence(1, 1)));
        assertThat(sent).isEmpty();
        assertThat(heard).containsExactly(1L);
        router.say(frame(SELF, 1, fence(1, 1)));
        assertThat(sent).containsExactly("2", "3", "4");
    }

    @Test
    void whatIsNoVoiceIsCountedAndDropped() {
        var broken = frame(FAR, 1, fence(1, 1));
        broken.put(50, (byte) (broken.get(50) + 1));
        router.received(LEADER, broken);
        router.received(LEADER, ByteBuffer.allocate(3));
        assertThat(on(LEADER).malformed()).isEqualTo(2);
        assertThat(heard).isEmpty();
    }

    @Test
    void passingVoiceOnAllocatesNothing() {
        quiet = true;
        frame(FAR, 0, fence(1, 1));
        assertThat(pass(1)).isNotNegative();
        assertThat(pass(1 + ROUNDS)).as("bytes for %d frames", ROUNDS).isLessThan(ONCE_BYTES);
        assertThat(on(LEADER).received()).isEqualTo(2L * ROUNDS);
        assertThat(on(CHILD).sent()).isEqualTo(4L * ROUNDS);
    }

    /** Frames of another node and of this one; the bytes that were allocated. */
    private long pass(int from) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = from; i < from + ROUNDS; i++) {
            writer.media(i, i * 960L, 20, 0);
            bytes.clear();
            writer.write(i, 0, bytes);
            bytes.flip();
            router.received(LEADER, bytes);
            bytes.rewind();
            router.say(bytes);
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
