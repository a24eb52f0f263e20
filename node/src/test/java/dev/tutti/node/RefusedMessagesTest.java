package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.discovery.Announcement;
import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.cluster.discovery.ProbeCodec;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.wire.AnnounceReason;
import dev.tutti.wire.FloorSignal;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.Rank;
import dev.tutti.wire.SessionTag;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What strangers, eavesdroppers and nodes of yesterday say to a real node: each kind is counted and logged once. */
class RefusedMessagesTest {
    private static final InetAddress NODE = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress EAVESDROPPER = InetAddress.ofLiteral("127.0.0.3");
    private static final int TIMES = 3;
    /** Where the counter stands in a sealed datagram. */
    private static final int AT_COUNTER = 8;

    @TempDir
    Path folder;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(RefusalLog.class);
    private final AppenderBase<ILoggingEvent> kept = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };
    private SeveralHubs hubs;

    @BeforeEach
    void open() {
        hubs = new SeveralHubs(folder);
        kept.start();
        log.addAppender(kept);
    }

    @AfterEach
    void close() throws Exception {
        log.detachAppender(kept);
        hubs.close();
    }

    @Test
    void datagramsOfStrangersAreCountedByKindAndEachKindIsLoggedOnce() throws Exception {
        var hub = hubs.start("first", Optional.empty(), Optional.empty());
        byte[] unasked = ProbeCodec.answer(
                        7,
                        new Announcement(
                                hub.cluster().self(),
                                "x",
                                1,
                                1,
                                PeerType.HUB,
                                1,
                                hub.cluster().self(),
                                "1"))
                .array();
        byte[] ofNoLink = new byte[200];
        ofNoLink[0] = 0x53;
        ofNoLink[1] = 0x20;
        try (var stranger = new DatagramSocket(0, NODE)) {
            for (int i = 0; i < TIMES; i++) {
                for (byte[] bytes :
                        List.of(new byte[0], new byte[1], new byte[200], new byte[3_000], ofNoLink, unasked)) {
                    stranger.send(new DatagramPacket(
                            bytes, bytes.length, NODE, hub.cluster().port()));
                }
            }
        }

        counted(hub, "tutti_node_datagrams_total", "too_short", 2 * TIMES);
        counted(hub, "tutti_node_datagrams_total", "not_sealed", TIMES);
        counted(hub, "tutti_node_datagrams_total", "too_long", TIMES);
        counted(hub, "tutti_node_datagrams_total", "wrong_link", TIMES);
        counted(hub, "tutti_node_refused_total", "unasked", TIMES);
        for (var kind : List.of("too_short", "not_sealed", "too_long", "wrong_link", "unasked")) {
            loggedOnce("127.0.0.1 is refused, " + kind);
        }
    }

    /** Somebody between two nodes sees what they send, keeps it, changes it, and sends it again. */
    @Test
    void replayedAndForgedDatagramsOfALinkAreCountedAndLoggedOnce() throws Exception {
        var first = hubs.start("first", List.of(NODE), Optional.empty(), Optional.empty());
        int port = first.cluster().port();
        try (var between = new Between(port)) {
            var invite = InviteCode.read(SeveralHubs.desk(first).invite().code());
            var second = hubs.start(
                    "second", List.of(), Optional.of(new PeerAddress(EAVESDROPPER.getHostAddress(), port)), invite);
            SeveralHubs.holds("they are linked", () -> second.cluster().linked() == 1);
            SeveralHubs.holds("something was overheard", () -> between.overheard.size() >= TIMES);

            for (byte[] seen : between.overheard.subList(0, TIMES)) {
                between.forward(seen);
                byte[] forged = seen.clone();
                ByteBuffer.wrap(forged).putLong(AT_COUNTER, 1_000_000 + seen.length);
                between.forward(forged);
            }

            counted(first, "tutti_node_datagrams_total", "replayed", TIMES);
            counted(first, "tutti_node_datagrams_total", "spoofed", TIMES);
            loggedOnce(second.cluster().self().shown() + " is refused, replayed");
            loggedOnce(second.cluster().self().shown() + " is refused, spoofed");
        }
    }

    /** Of a member, sealed and true: and still not what it may say, or not any more. */
    @Test
    void brokenEnvelopesLowerTermsAndLowerFencesOfAMemberAreCountedAndLoggedOnce() throws Exception {
        var first = hubs.start("first", Optional.empty(), Optional.empty());
        var token = hubs.ownerToken(first);
        var second = hubs.joined(first, token);
        var session = SessionTag.of(new SessionId(hubs.session(first, token)));
        var self = first.cluster().self();
        SeveralHubs.holds("the first leads", () -> second.cluster().leader().equals(Optional.of(self)));
        var mail = first.cluster().mail();
        var rank = new Rank(true, Rank.HUB, 1, 1, self);
        Message yesterday = new LeaderMessage.RoleAnnounce(1, new Epoch(0, self.tag()), rank, AnnounceReason.CLAIM);
        Message over = new FloorSignal.Idle(
                new ChannelId("all"), new Fence(0, self.tag(), 1), new UserId("somebody"), 0, "released");

        for (int i = 0; i < TIMES; i++) {
            assertThat(mail.send(second.cluster().self(), ByteBuffer.allocate(100)))
                    .isTrue();
            assertThat(mail.send(second.cluster().self(), SessionTag.NONE, yesterday))
                    .isTrue();
            assertThat(mail.send(second.cluster().self(), session, over)).isTrue();
        }

        counted(second, "tutti_node_refused_total", "bad_magic", TIMES);
        counted(second, "tutti_node_refused_total", "lower_epoch", TIMES);
        counted(second, "tutti_node_refused_total", "lower_fence", TIMES);
        for (var kind : List.of("bad_magic", "lower_epoch", "lower_fence")) {
            loggedOnce(self.shown() + " is refused, " + kind);
        }
    }

    private void counted(Hub at, String name, String verdict, int times) throws Exception {
        SeveralHubs.holds(
                name + " of " + verdict, () -> hubs.metric(at, name + "{verdict=\"" + verdict + "\"}") >= times);
    }

    private void loggedOnce(String start) {
        assertThat(lines).filteredOn(line -> line.startsWith(start)).as(start).hasSize(1);
    }

    /** Between two nodes: passes on what comes for the one, and keeps its datagrams. */
    private static final class Between implements AutoCloseable {
        final List<byte[]> overheard = new CopyOnWriteArrayList<>();
        private final InetSocketAddress target;
        private final TcpRelay tcp;
        private final DatagramSocket udp;

        Between(int port) throws Exception {
            target = new InetSocketAddress(NODE, port);
            tcp = new TcpRelay(new InetSocketAddress(EAVESDROPPER, port), target);
            udp = new DatagramSocket(port, EAVESDROPPER);
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try {
                while (true) {
                    var packet = new DatagramPacket(new byte[2_000], 2_000);
                    udp.receive(packet);
                    byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
                    forward(datagram);
                    if (datagram[0] == 0x53) {
                        overheard.add(datagram);
                    }
                }
            } catch (IOException _) {
                // closed
            }
        }

        void forward(byte[] datagram) throws IOException {
            udp.send(new DatagramPacket(datagram, datagram.length, target));
        }

        @Override
        public void close() throws IOException {
            udp.close();
            tcp.close();
        }
    }
}
