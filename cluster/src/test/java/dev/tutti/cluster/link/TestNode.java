package dev.tutti.cluster.link;

import dev.tutti.cluster.MemoryFacts;
import dev.tutti.cluster.RefusalLog;
import dev.tutti.cluster.admission.AdmissionBook;
import dev.tutti.cluster.datagram.DatagramListener;
import dev.tutti.cluster.datagram.NodeDatagrams;
import dev.tutti.cluster.identity.NodeKey;
import dev.tutti.cluster.shared.Credentials;
import dev.tutti.cluster.shared.SharedBook;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.LinkMessage.Hello;
import dev.tutti.wire.LinkMessage.Probe;
import dev.tutti.wire.LinkMessage.ProbeReply;
import dev.tutti.wire.LogState;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Rank;
import dev.tutti.wire.Timing;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A node on loopback with real sockets; its facts and its folder outlive {@link #stop}. */
final class TestNode implements AutoCloseable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int MAX_PORTS = 10;
    /** No connection takes these by itself, so a node that starts again finds its own port free. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 10_000;
    static final LinkTimes TIMES = new LinkTimes(10_000, 200, 20_000, 50, 400, 5_000);

    final NodeKey key;
    final AdmissionBook admission;
    final SharedBook shared;
    final List<Credentials> applied = new CopyOnWriteArrayList<>();
    final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>();
    final RefusalLog refusals = new RefusalLog(NanoClock.system());
    private final String name;
    private final Path folder;
    private final MemoryFacts facts;
    private @Nullable NodeDatagrams udp;
    private @Nullable Links links;
    private int port;
    private long boot = 1;
    private Timing timing = Timing.FAST;

    TestNode(long seed, Path folder) throws IOException, GeneralSecurityException {
        this(seed, folder, Set.of());
    }

    TestNode(long seed, Path folder, Set<NodeId> allowed) throws IOException, GeneralSecurityException {
        this("node " + seed, NodeKey.ofSeed(Entropy.seeded(seed).bytes(32)), folder, new MemoryFacts(), allowed);
    }

    private TestNode(String name, NodeKey key, Path folder, MemoryFacts facts, Set<NodeId> allowed) throws IOException {
        this.name = name;
        this.key = key;
        this.folder = folder;
        this.facts = facts;
        admission = AdmissionBook.open(
                facts, new AdmissionBook.Self(key.id(), name), allowed, WallClock.system(), Entropy.system());
        shared = SharedBook.open(
                folder.resolve(name),
                key.id(),
                admission,
                new SharedBook.Ports(_ -> credentials(key.id()), applied::add),
                Entropy.system());
    }

    /** The same node in its next life: from its facts and its folder. */
    TestNode reborn() throws IOException {
        return reborn(timing);
    }

    TestNode reborn(Timing now) throws IOException {
        var next = new TestNode(name, key, folder, facts, Set.of());
        next.boot = boot + 1;
        next.port = port;
        next.timing = now;
        return next;
    }

    /** Each node's own, told apart by its id. */
    static Credentials credentials(NodeId of) {
        return new Credentials(
                of.bytes(), of.bytes(), "k" + of.shown(), Map.of("k" + of.shown(), of.bytes()), Map.of(), "");
    }

    NodeId id() {
        return key.id();
    }

    TestNode start() throws IOException {
        return start(TIMES);
    }

    /** At its port; the first time at a free one. */
    TestNode start(LinkTimes times) throws IOException {
        if (port != 0) {
            return open(times);
        }
        for (int tries = 0; ; tries++) {
            port = FIRST_PORT
                    + Math.floorMod(
                            ByteBuffer.wrap(Entropy.system().bytes(Integer.BYTES))
                                    .getInt(),
                            PORTS);
            try {
                return open(times);
            } catch (BindException e) {
                stop();
                if (tries == MAX_PORTS) {
                    throw e;
                }
            }
        }
    }

    private TestNode open(LinkTimes times) throws IOException {
        var opened = new NodeDatagrams(List.of(LOOPBACK), port, new Datagrams(), refusals);
        udp = opened;
        var config = new LinkConfig(
                key,
                List.of(LOOPBACK),
                port,
                8443,
                times,
                new LinkConfig.Books(admission, shared),
                new Voice(),
                new LinkConfig.Platform(NanoClock.system(), Entropy.system(), refusals),
                opened);
        links = new Links(config, facts, new Listener());
        opened.start();
        links.start();
        return this;
    }

    Links links() {
        if (links == null) {
            throw new IllegalStateException("not started");
        }
        return links;
    }

    NodeDatagrams udp() {
        if (udp == null) {
            throw new IllegalStateException("not started");
        }
        return udp;
    }

    int port() {
        return port;
    }

    void join(TestNode host, Optional<InviteCode> invite) {
        links().join("127.0.0.1", host.port(), invite);
    }

    /** Both know each other, as after a join; they share a cluster only if one of them joined. */
    boolean isLinkedTo(TestNode other) {
        return links().up().contains(other.id());
    }

    long count(LinkEvent event) {
        return links().counters().of(event);
    }

    void stop() {
        if (links != null) {
            links.close();
            links = null;
        }
        if (udp != null) {
            udp.close();
            udp = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    Hello hello(long linkNumber) {
        return hello(id(), Envelope.VERSION, Envelope.VERSION, linkNumber);
    }

    Hello hello(NodeId says, int min, int max, long linkNumber) {
        var rank = new Rank(false, Rank.HUB, 1, 1_000, says);
        return new Hello(
                min,
                max,
                rank,
                name,
                boot,
                port,
                linkNumber,
                Epoch.NONE,
                LogState.EMPTY,
                Optional.empty(),
                List.of(),
                timing);
    }

    private final class Voice implements LinkConfig.Voice {
        @Override
        public Hello hello(long linkNumber) {
            return TestNode.this.hello(linkNumber);
        }

        @Override
        public ProbeReply answer(Probe probe, NodeTag asker, long receivedAtUs) {
            return new ProbeReply(
                    probe.nonce(),
                    asker,
                    0,
                    boot,
                    LeaderState.JOINING,
                    Epoch.NONE,
                    probe.sentAtUs(),
                    receivedAtUs,
                    Optional.empty());
        }
    }

    private final class Listener implements LinkListener {
        @Override
        public void up(NodeId peer, Hello hello) {
            events.add("up " + peer.shown());
        }

        @Override
        public void down(NodeId peer, Ending how) {
            events.add("down " + peer.shown() + " " + how);
        }

        @Override
        public void refused(NodeId peer) {
            events.add("refused " + peer.shown());
        }

        @Override
        public void received(NodeId peer, ByteBuffer envelope) {
            received.add(bytes(envelope));
        }
    }

    private final class Datagrams implements DatagramListener {
        @Override
        public void received(NodeId peer, ByteBuffer envelope) {
            datagrams.add(bytes(envelope));
        }

        @Override
        public boolean stranger(ByteBuffer datagram, InetSocketAddress from) {
            return false;
        }
    }

    private static byte[] bytes(ByteBuffer envelope) {
        return Arrays.copyOfRange(
                envelope.array(),
                envelope.arrayOffset() + envelope.position(),
                envelope.arrayOffset() + envelope.limit());
    }
}
