package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.wire.sealed.SealedSender;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Types and records belong together, and what is to go in a datagram fits into one. */
class MessageTypeTest {
    @Test
    void everyMessageHasOneTypeAndEveryTypeACodeOfItsOwn() {
        var types = List.of(MessageType.values());
        assertThat(types).extracting(MessageType::code).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(types.stream().<Class<?>>map(MessageType::message))
                .containsExactlyInAnyOrderElementsOf(messages(Message.class));
        for (MessageType type : types) {
            assertThat(MessageType.of(type.code())).isEqualTo(type);
            assertThat(Samples.of(type).type()).isEqualTo(type);
        }
        assertThat(MessageType.of(0xFF)).isNull();
    }

    private static List<Class<?>> messages(Class<?> sealed) {
        if (sealed.isRecord()) {
            return List.of(sealed);
        }
        var all = new ArrayList<Class<?>>();
        Arrays.stream(sealed.getPermittedSubclasses()).forEach(one -> all.addAll(messages(one)));
        return all;
    }

    @Test
    void theFullestHeartbeatFitsIntoASealedDatagram() {
        var sample = (LeaderMessage.Heartbeat) Samples.of(MessageType.HEARTBEAT);
        var fullest = new LeaderMessage.Heartbeat(
                sample.bootId(),
                sample.number(),
                sample.epoch(),
                sample.state(),
                sample.granting(),
                sample.rank(),
                Collections.nCopies(LeaderMessage.MAX_PEERS, sample.heard().getFirst()),
                Collections.nCopies(
                        LeaderMessage.MAX_BEAT_FENCES, sample.fences().getFirst()),
                sample.log(),
                sample.writer(),
                Optional.of(sample.clock().orElseThrow()),
                Collections.nCopies(LeaderMessage.MAX_ANCHORS, sample.anchors().getFirst()));
        var out = ByteBuffer.allocate(2 * Envelope.MAX_DATAGRAM);
        new WireCodec().encode(Samples.ENVELOPE, fullest, out);
        assertThat(out.position()).isLessThanOrEqualTo(SealedSender.MAX_MESSAGE);
    }
}
