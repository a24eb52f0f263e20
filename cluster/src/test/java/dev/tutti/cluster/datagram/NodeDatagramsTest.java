package dev.tutti.cluster.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.Eventually;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.sealed.SealedLink;
import dev.tutti.wire.sealed.SealedVerdict;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets: an attacker on the wire sees what the one node sends, and sends to the other what he likes. */
class NodeDatagramsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] SECRET = Entropy.seeded(1).bytes(32);
    private static final NodeId SENDER = NodeId.of(Entropy.seeded(2).bytes(32));
    private static final NodeId RECEIVER = NodeId.of(Entropy.seeded(3).bytes(32));

    private final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> strangers = new LinkedBlockingQueue<>();
    private final RefusalLog refusals = new RefusalLog(NanoClock.system());
    private NodeDatagrams sender;
    private NodeDatagrams receiver;
    private DatagramSocket wire;

    @BeforeEach
    void twoNodesAndAWireBetweenThem() throws Exception {
        sender = new NodeDatagrams(List.of(LOOPBACK), 0, new Kept(), refusals);
        receiver = new NodeDatagrams(List.of(LOOPBACK), 0, new Kept(), refusals);
        wire = new DatagramSocket(0, LOOPBACK);
        wire.setSoTimeout(60_000);
        sender.start();
        receiver.start();
        var toWire = new InetSocketAddress(LOOPBACK, wire.getLocalPort());
        sender.add(RECEIVER, 11, toWire, SealedLink.of(SECRET, true, 11, 22));
        receiver.add(SENDER, 22, toWire, SealedLink.of(SECRET, false, 22, 11));
    }

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        wire.close();
    }

    @Test
    void aDatagramArrivesOnceHoweverOftenItIsReplayed() throws Exception {
        byte[] sealed = overheard("hello");

        inject(sealed);
        inject(sealed);
        inject(sealed);

        assertThat(received.poll(60, TimeUnit.SECONDS)).asString().isEqualTo("hello");
        Eventually.holds("the copies are counted", () -> counted(SealedVerdict.REPLAYED) == 2);
        assertThat(received).isEmpty();
        assertThat(receiver.count(SENDER, SealedVerdict.REPLAYED)).isEqualTo(2);
    }

    @Test
    void aForgedOrChangedDatagramIsRefusedAndTheTrueOneStillArrives() throws Exception {
        byte[] sealed = overheard("hello");
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;

        inject(changed);
        Eventually.holds("it is counted", () -> counted(SealedVerdict.SPOOFED) == 1);
        inject(sealed);

        assertThat(received.poll(60, TimeUnit.SECONDS)).asString().isEqualTo("hello");
    }

    @Test
    void whatIsForNoLinkOrOneThatIsOverIsRefused() throws Exception {
        byte[] sealed = overheard("hello");
        receiver.remove(SENDER, 22);

        inject(sealed);

        Eventually.holds("it is counted", () -> counted(SealedVerdict.WRONG_LINK) == 1);
        assertThat(received).isEmpty();
    }

    @Test
    void aNewerLinkToTheSameNodeTakesOver() throws Exception {
        byte[] other = Entropy.seeded(9).bytes(32);
        var toWire = new InetSocketAddress(LOOPBACK, wire.getLocalPort());
        receiver.add(SENDER, 23, toWire, SealedLink.of(other, false, 23, 12));
        receiver.remove(SENDER, 22);
        sender.add(RECEIVER, 12, toWire, SealedLink.of(other, true, 12, 23));

        inject(overheard("again"));

        assertThat(received.poll(60, TimeUnit.SECONDS)).asString().isEqualTo("again");
    }

    @Test
    void whatIsNotSealedIsAStrangers() throws Exception {
        inject("TUT? hello".getBytes(StandardCharsets.US_ASCII));

        assertThat(strangers.poll(60, TimeUnit.SECONDS)).asString().isEqualTo("TUT? hello");
        Eventually.holds("it is counted", () -> refusals.count(SealedVerdict.TOO_SHORT) == 1);
        assertThat(counted(SealedVerdict.TOO_SHORT)).isEqualTo(1);
    }

    @Test
    void withoutALinkNothingIsSent() {
        assertThat(sender.send(SENDER, ByteBuffer.wrap(new byte[3]))).isFalse();
    }

    private long counted(SealedVerdict verdict) {
        return receiver.counters().of(verdict);
    }

    private byte[] overheard(String text) throws Exception {
        assertThat(sender.send(RECEIVER, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))))
                .isTrue();
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        wire.receive(packet);
        byte[] sealed = Arrays.copyOf(packet.getData(), packet.getLength());
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(text);
        return sealed;
    }

    private void inject(byte[] datagram) throws Exception {
        wire.send(new DatagramPacket(datagram, datagram.length, receiver.localAddress()));
    }

    private final class Kept implements DatagramListener {
        @Override
        public void received(NodeId peer, ByteBuffer envelope) {
            received.add(bytes(envelope));
        }

        @Override
        public boolean stranger(ByteBuffer datagram, InetSocketAddress from) {
            strangers.add(bytes(datagram));
            return false;
        }

        private static byte[] bytes(ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
    }
}
