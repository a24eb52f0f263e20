package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.link.LinkEvent;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NackReason;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** One of two linked hubs speaks a later minor version. */
class NewerNodeTest extends WithHubs {
    private static final int OPTIONAL = 0x7E;
    private static final int CRITICAL = 0x7F;

    @Test
    void whatItSaysMoreIsPassedOverOrAnsweredAndTheLinkStaysUp() throws Exception {
        var newer = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(newer);
        var older = hubs.joined(newer, token);
        var nacks = new LinkedBlockingQueue<LinkMessage.Nack>();
        newer.cluster().mail().on(Message.class, (_, _, message) -> {
            if (message instanceof LinkMessage.Nack nack) {
                nacks.add(nack);
            }
        });
        var links = Objects.requireNonNull(newer.cluster().links());
        var origins = new LinkMessage.Origins(List.of("https://192.168.77.1:8443"));

        send(newer, older, new Later(OPTIONAL, 0, 71), origins);
        send(newer, older, new Later(CRITICAL, 0x80, 72), origins);
        send(newer, older, new Later(MessageType.ORIGINS.code(), 0, 73), origins);

        var nack = nacks.poll(60, TimeUnit.SECONDS);
        assertThat(nack).isNotNull();
        assertThat(nack.reason()).isEqualTo(NackReason.UNSUPPORTED);
        assertThat(List.of((long) nack.ofType(), nack.ofSeq())).containsExactly((long) CRITICAL, 72L);
        SeveralHubs.holds(
                "what follows known fields is passed over",
                () -> hubs.get(older, "/hub", token)
                        .at("/node_origins")
                        .toString()
                        .contains("192.168.77.1"));
        assertThat(links.up()).contains(older.cluster().self());
        assertThat(older.cluster().count(LinkEvent.UP)).as("never anew").isEqualTo(1);
        assertThat(nacks).as("the optional one is no fault").isEmpty();
        assertThat(hubs.metric(older, "tutti_node_refused_total{verdict=\"unknown_type\"}"))
                .isEqualTo(1);

        for (int i = 0; i < 20; i++) {
            send(newer, older, new Later(CRITICAL, 0x80, 100 + i), origins);
        }
        SeveralHubs.holds(
                "all came", () -> hubs.metric(older, "tutti_node_refused_total{verdict=\"unknown_type\"}") == 21);
    }

    /** How a message of the later version begins. */
    private record Later(int type, int flags, long seq) {}

    private static void send(Hub from, Hub to, Later head, Message known) {
        var buffer = ByteBuffer.allocate(1_000);
        var envelope = new Envelope(SessionTag.NONE, NodeTag.of(from.cluster().self()), head.seq(), 0);
        new WireCodec().encode(envelope, known, buffer);
        byte[] longer = Arrays.copyOf(buffer.array(), buffer.position() + 9);
        longer[1] = Envelope.VERSION + 1;
        longer[2] = (byte) head.type();
        longer[3] = (byte) head.flags();
        ByteBuffer.wrap(longer).putInt(4, longer.length - Envelope.LENGTH);
        var sum = new CRC32C();
        sum.update(longer, 0, Envelope.LENGTH - 4);
        sum.update(longer, Envelope.LENGTH, longer.length - Envelope.LENGTH);
        ByteBuffer.wrap(longer).putInt(Envelope.LENGTH - 4, (int) sum.getValue());
        assertThat(Objects.requireNonNull(from.cluster().links())
                        .send(to.cluster().self(), longer))
                .isTrue();
    }
}
