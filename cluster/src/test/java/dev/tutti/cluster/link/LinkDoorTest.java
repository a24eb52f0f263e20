package dev.tutti.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.cluster.Eventually;
import dev.tutti.cluster.admission.Invite;
import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.cluster.shared.SharedState;
import dev.tutti.cluster.shared.SharedStateCodec;
import dev.tutti.foundation.Entropy;
import dev.tutti.wire.AdmissionVerdict;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.GoodbyeReason;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.LinkMessage.AdmissionAnswer;
import dev.tutti.wire.LinkMessage.AdmissionRequest;
import dev.tutti.wire.LinkMessage.Goodbye;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Octets;
import dev.tutti.wire.Verdict;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers and liars get at the door. */
class LinkDoorTest {
    private static final byte LATER = Envelope.VERSION + 1;
    private static final Octets NOTHING = Octets.NONE;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private TestNode host;
    private TestNode member;

    @BeforeEach
    void aHostWithAMember() throws Exception {
        host = keep(new TestNode(1, folder)).start();
        member = keep(new TestNode(2, folder));
        host.admission.trust(member.id(), "node 2", "", Member.By.OPERATOR);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void whoSpeaksForAnotherNodeIsRefused() throws Exception {
        var stranger = NodeKey.ofSeed(Entropy.seeded(9).bytes(32));
        var raw = dial(stranger);

        raw.say(member.hello(7));
        raw.say(request(raw, false, Optional.empty()));

        assertThat(raw.hear(Goodbye.class)).isNotNull();
        assertThat(raw.isClosed()).isTrue();
        assertThat(host.count(LinkEvent.REFUSED_SOURCE)).isEqualTo(1);
    }

    @Test
    void whoSpeaksNoVersionOfOursIsRefused() throws Exception {
        var raw = dial(member.key);

        raw.say(member.hello(member.id(), 0x30, 0x31, 7));

        assertThat(raw.hear(Goodbye.class)).isNotNull();
        assertThat(raw.isClosed()).isTrue();
        assertThat(host.count(LinkEvent.REFUSED_VERSION)).isEqualTo(1);
    }

    @Test
    void aNewerNodeThatStillSpeaksOursIsLetIn() throws Exception {
        var raw = dial(member.key);

        raw.say(member.hello(member.id(), Envelope.VERSION, 0x30, 7));
        raw.say(request(raw, false, Optional.empty()));

        assertThat(raw.hear(AdmissionAnswer.class).verdict()).isEqualTo(AdmissionVerdict.ADMITTED);
    }

    /** It says more in its greeting, and types that are not known here: nothing of that ends the link. */
    @Test
    void aNodeOfALaterMinorVersionWithALongerGreetingStaysLinked() throws Exception {
        var raw = dial(member.key);

        raw.send(later(raw.encode(member.hello(member.id(), Envelope.VERSION, LATER, 7)), 0, 12));
        raw.say(request(raw, true, Optional.empty()));
        assertThat(raw.hear(AdmissionAnswer.class).verdict()).isEqualTo(AdmissionVerdict.ADMITTED);
        Eventually.holds("the link is up", () -> host.isLinkedTo(member));

        byte[] optional = later(raw.encode(new Goodbye(GoodbyeReason.OTHER)), 0x7E, 3);
        byte[] critical = later(raw.encode(new Goodbye(GoodbyeReason.OTHER)), 0x7F, 3);
        critical[3] = (byte) 0x80;
        raw.send(optional);
        raw.send(checked(critical));
        assertThat(host.received.take()).as("goes up unread").isEqualTo(optional);
        assertThat(host.received.take()).isEqualTo(critical);
        assertThat(host.isLinkedTo(member)).isTrue();
    }

    @Test
    void whoBeginsWithAnotherMajorVersionIsToldSo() throws Exception {
        var raw = dial(member.key);
        byte[] hello = raw.encode(member.hello(member.id(), 0x30, 0x30, 7));
        hello[1] = 0x30;

        raw.send(checked(hello));

        assertThat(raw.hear(Goodbye.class).reason()).isEqualTo(GoodbyeReason.VERSION);
        assertThat(raw.isClosed()).isTrue();
        assertThat(host.count(LinkEvent.REFUSED_VERSION)).isEqualTo(1);
        assertThat(host.refusals.count(Verdict.BAD_VERSION)).isEqualTo(1);
    }

    /** The same of a later minor version: of another type unless that is 0, with so many bytes after what is known. */
    private static byte[] later(byte[] envelope, int type, int more) {
        byte[] longer = Arrays.copyOf(envelope, envelope.length + more);
        longer[1] = LATER;
        if (type != 0) {
            longer[2] = (byte) type;
            longer[3] = 0;
        }
        ByteBuffer.wrap(longer).putInt(4, longer.length - Envelope.LENGTH);
        return checked(longer);
    }

    /** With the sum that belongs to it. */
    private static byte[] checked(byte[] envelope) {
        var sum = new CRC32C();
        sum.update(envelope, 0, Envelope.LENGTH - 4);
        sum.update(envelope, Envelope.LENGTH, envelope.length - Envelope.LENGTH);
        ByteBuffer.wrap(envelope).putInt(Envelope.LENGTH - 4, (int) sum.getValue());
        return envelope;
    }

    @Test
    void aStrangersLongMessageIsRefusedBeforeMemoryIsTakenForIt() throws Exception {
        var raw = dial(NodeKey.ofSeed(Entropy.seeded(9).bytes(32)));

        raw.send(header(200_000));

        assertThat(raw.isClosed()).isTrue();
        Eventually.holds("it is counted", () -> host.count(LinkEvent.REFUSED_BROKEN) == 1);
    }

    @Test
    void aMembersMessageOverTheLimitEndsItsLink() throws Exception {
        var raw = admitted();

        raw.send(header(Envelope.MAX_PAYLOAD + 1));

        assertThat(raw.isClosed()).isTrue();
        Eventually.holds("the link is gone", () -> !host.isLinkedTo(member));
        assertThat(host.count(LinkEvent.REFUSED_BROKEN)).isEqualTo(1);
    }

    @Test
    void whatIsNoEnvelopeEndsTheConnection() throws Exception {
        var raw = dial(member.key);

        raw.send(new byte[200]);

        assertThat(raw.isClosed()).isTrue();
        Eventually.holds("it is counted", () -> host.count(LinkEvent.REFUSED_BROKEN) == 1);
    }

    @Test
    void whoSpeaksNoTlsIsRefused() throws Exception {
        try (var socket = new Socket(TestNode.LOOPBACK, host.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().read() >= 0) {
                // the alert, and then the end
            }
        } catch (IOException _) {
            // reset: closed, too
        }
        Eventually.holds("it is counted", () -> host.count(LinkEvent.REFUSED_KEY) == 1);
        assertThat(host.links().refusals())
                .singleElement()
                .satisfies(one -> assertThat(one.who()).isEqualTo("127.0.0.1"));
    }

    @Test
    void whoOnlyLooksWhetherThePortIsOpenIsNotTakenForAStranger() throws Exception {
        new Socket(TestNode.LOOPBACK, host.port()).close();

        Eventually.holds("it is counted", () -> host.count(LinkEvent.LEFT) == 1);
        assertThat(host.links().refusals()).isEmpty();
        assertThat(host.count(LinkEvent.REFUSED_KEY)).isZero();
    }

    @Test
    void whoSaysNothingIsLetGo() throws Exception {
        host.close();
        host.start(new LinkTimes(300, 200, 20_000, 50, 400, 5_000));
        try (var silent = new Socket(TestNode.LOOPBACK, host.port())) {
            assertThat(silent.getInputStream().read()).isNegative();
        }
        Eventually.holds("it is counted", () -> host.count(LinkEvent.REFUSED_SLOW) == 1);
    }

    @Test
    void oneAddressCannotOccupyTheDoor() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < 12; i++) {
                sockets.add(new Socket(TestNode.LOOPBACK, host.port()));
            }
            Eventually.holds("some are refused", () -> host.count(LinkEvent.REFUSED_CROWDED) >= 4);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    /** What was overheard or kept of one connection is worth nothing on another, even with the same key. */
    @Test
    void aReplayedGreetingIsHarmless() throws Exception {
        var code = host.admission.invite().code();
        var guest = keep(new TestNode(5, folder));
        var first = dial(guest.key);
        byte[] hello = first.encode(guest.hello(7));
        byte[] request = first.encode(request(first, true, Optional.of(Invite.keyOf(code))));
        first.close();

        var second = dial(guest.key);
        second.send(hello);
        second.send(request);

        assertThat(second.hear(AdmissionAnswer.class).verdict()).isEqualTo(AdmissionVerdict.REFUSED);
        assertThat(host.admission.isMember(guest.id())).isFalse();
    }

    @Test
    void aGreetingOnALinkThatIsUpIsCountedAndIgnored() throws Exception {
        var raw = admitted();

        raw.say(member.hello(8));
        raw.say(request(raw, true, Optional.empty()));
        raw.say(new LinkMessage.Probe(1, NodeTag.NONE, 0, 1));

        assertThat(raw.hear(LinkMessage.ProbeReply.class).nonce())
                .as("it goes on")
                .isEqualTo(1);
        assertThat(host.count(LinkEvent.REPEATED_GREETING)).isEqualTo(2);
        assertThat(host.isLinkedTo(member)).isTrue();
    }

    @Test
    void aForeignStateOnALinkThatIsUpIsIgnored() throws Exception {
        var raw = admitted();
        var before = host.shared.state();

        raw.say(new LinkMessage.SharedState(Octets.of(SharedStateCodec.encode(member.shared.state()))));
        Eventually.holds("it is counted", () -> host.count(LinkEvent.FOREIGN_STATE) == 1);

        assertThat(host.shared.state()).isEqualTo(before);
    }

    /** Somebody in between answers in the host's place, without knowing the invite. */
    @Test
    void anInvitedNodeGivesNothingUpForWhoDoesNotKnowTheInvite() throws Exception {
        var liar = NodeKey.ofSeed(Entropy.seeded(66).bytes(32));
        var guest = keep(new TestNode(5, folder)).start();
        var cluster = guest.shared.cluster();
        try (var server = new ServerSocket(0, 5, TestNode.LOOPBACK)) {
            guest.links()
                    .join(
                            "127.0.0.1",
                            server.getLocalPort(),
                            Optional.of(host.admission.invite().code()));
            try (var raw = RawPeer.accept(liar, server.accept())) {
                raw.hear(AdmissionRequest.class);
                raw.say(host.hello(liar.id(), Envelope.VERSION, Envelope.VERSION, 3));
                raw.say(new AdmissionAnswer(
                        AdmissionVerdict.ADMITTED, "other", Octets.of(new byte[16]), "", Octets.of(new byte[32])));
                var state = new SharedState(
                        host.shared.cluster(), liar.id(), 9, 9, TestNode.credentials(liar.id()), List.of());
                raw.say(new LinkMessage.SharedState(Octets.of(SharedStateCodec.encode(state))));
                assertThat(raw.hear(Goodbye.class)).isNotNull();
            }
        }
        assertThat(guest.shared.cluster()).isEqualTo(cluster);
        assertThat(guest.applied).isEmpty();
        assertThat(guest.admission.isMember(liar.id())).isFalse();
    }

    @Test
    void whereAnotherNodeStandsThanWasExpectedNothingIsSaid() throws Exception {
        try (var socket = new Socket(TestNode.LOOPBACK, host.port())) {
            var tls = new NodeTls(member.key).client(socket, Optional.of(member.id()));

            assertThatThrownBy(() -> SecureChannel.prove(socket, tls, 1_000))
                    .isInstanceOfSatisfying(
                            LinkException.class, e -> assertThat(e.event()).isEqualTo(LinkEvent.REFUSED_KEY));
        }
    }

    /** Packets vanish without a word, in both directions: each end notices by itself. */
    @Test
    void aHalfOpenLinkIsNoticed() throws Exception {
        var times = new LinkTimes(10_000, 100, 1_000, 50, 400, 5_000);
        host.close();
        host.start(times);
        member.start(times);
        try (var relay = new StallingRelay(new InetSocketAddress(TestNode.LOOPBACK, host.port()))) {
            member.links()
                    .join(
                            "127.0.0.1",
                            relay.port(),
                            Optional.of(host.admission.invite().code()));
            Eventually.holds("they are linked", () -> host.isLinkedTo(member) && member.isLinkedTo(host));

            relay.stall();

            Eventually.holds("the host notices", () -> host.count(LinkEvent.IDLE) >= 1);
            Eventually.holds("the member notices", () -> member.count(LinkEvent.IDLE) >= 1);
            Eventually.holds(
                    "it is told",
                    () -> host.events.contains("down " + member.id().shown() + " SILENT"));
        }
    }

    /** Its outbox is bounded: a peer that does not read loses its link, and costs no memory. */
    @Test
    void aPeerThatDoesNotReadLosesItsLink() throws Exception {
        admitted();
        byte[] envelope = new LinkMessages(NodeTag.of(host.id()), () -> 0L)
                .encode(new LinkMessage.SharedState(Octets.of(new byte[60_000])));

        int sent = 0;
        while (host.links().send(member.id(), envelope) && sent < 100_000) {
            sent++;
        }

        assertThat(host.count(LinkEvent.OVERFLOW)).isEqualTo(1);
        assertThat(sent).isBetween(1, 10_000);
        Eventually.holds("the link is gone", () -> !host.isLinkedTo(member));
    }

    private RawPeer admitted() throws Exception {
        var raw = dial(member.key);
        raw.say(member.hello(7));
        raw.say(request(raw, true, Optional.empty()));
        assertThat(raw.hear(Hello.class).rank().nodeId()).isEqualTo(host.id());
        assertThat(raw.hear(AdmissionAnswer.class).verdict()).isEqualTo(AdmissionVerdict.ADMITTED);
        Eventually.holds("the link is up", () -> host.isLinkedTo(member));
        return raw;
    }

    private AdmissionRequest request(RawPeer raw, boolean joining, Optional<byte[]> inviteKey) throws IOException {
        byte[] exporter = raw.channel.secret(Greeting.EXPORTER);
        var proof = inviteKey.map(key -> Octets.of(Invite.proof(key, Invite.Side.JOINING, exporter)));
        return new AdmissionRequest(
                Octets.of(host.shared.cluster().bytes()), joining, 8443, proof.orElse(NOTHING), "raw");
    }

    private static byte[] header(int payload) {
        return ByteBuffer.allocate(Envelope.LENGTH)
                .put((byte) Envelope.MAGIC)
                .put((byte) Envelope.VERSION)
                .putShort((short) 0)
                .putInt(payload)
                .array();
    }

    private RawPeer dial(NodeKey key) throws IOException {
        return keep(RawPeer.dial(key, host.port()));
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.add(part);
        return part;
    }
}
