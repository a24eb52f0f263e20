package dev.tutti.cluster.engine;

import dev.tutti.cluster.Datagrams;
import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.Post;
import dev.tutti.cluster.membership.ElectionTimes;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorUpdate;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Rank;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A node with a real floor loop; what it sends reaches all others at once while it lives. */
final class EngineNode implements AutoCloseable {
    /** Slow enough for a busy machine, and still an election. */
    static final EngineTimes TIMES = new EngineTimes(
            new ElectionTimes(ms(50), ms(2_000), ms(200), ms(300), ms(600_000), ms(5_000), ms(100), ms(500)),
            FloorTimes.FAST);

    final NodeId id;
    final ClusterEngine engine;
    final FloorLoop loop;
    final Map<Long, List<FloorNotice>> told = new ConcurrentHashMap<>();
    final List<String> history = new CopyOnWriteArrayList<>();
    final List<Misfit> refused = new CopyOnWriteArrayList<>();
    final AtomicLong keptTerm = new AtomicLong();
    private final Map<NodeId, EngineNode> network;
    volatile boolean dead;

    EngineNode(int number, Map<NodeId, EngineNode> network, List<NodeId> peers, NodeId writer) {
        this(new Kind(number, Rank.HUB, TIMES), network, peers, writer);
    }

    /** What tells it from others. */
    record Kind(int number, int nodeClass, EngineTimes times) {}

    EngineNode(Kind kind, Map<NodeId, EngineNode> network, List<NodeId> peers, NodeId writer) {
        this.network = network;
        id = nodeId(kind.number());
        var company = new Company() {
            @Override
            public Rank rank() {
                return new Rank(id.equals(writer), kind.nodeClass(), 1, 1_000 + kind.number(), id);
            }

            @Override
            public NodeId writer() {
                return writer;
            }

            @Override
            public List<NodeId> peers() {
                return peers;
            }

            @Override
            public boolean hasClients() {
                return true;
            }

            @Override
            public void refused(String who, Misfit kind, String detail) {
                refused.add(kind);
            }
        };
        var wire = new Wire();
        engine = new ClusterEngine(
                new ClusterEngine.Setup(
                        id,
                        1,
                        0,
                        kind.times(),
                        company,
                        term -> keptTerm.accumulateAndGet(term, Math::max),
                        new History(),
                        new ClusterEngine.Clocks(NanoClock.system(), WallClock.system())),
                wire,
                wire);
        loop = engine.floor(new FloorLoop.Ports(new Clients(), FloorHistory.NONE, (_, _, _) -> {}));
        network.put(id, this);
    }

    static NodeId nodeId(int number) {
        byte[] id = new byte[NodeId.BYTES];
        id[0] = (byte) number;
        return NodeId.of(id);
    }

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    void start(SessionState state) {
        loop.committed(state);
        loop.start();
    }

    void ask(long connection, String user, ChannelId channel) {
        var ask = new FloorAsk(new UserId(user), channel, connection, "r" + connection, true, false, false, null);
        loop.post(new FloorInput.Ask(EngineScene.SESSION, ask));
    }

    /** The clients' own sign of life. */
    void renew() {
        for (long connection : told.keySet()) {
            granted(connection)
                    .ifPresent(
                            grant -> loop.post(new FloorInput.Renew(EngineScene.SESSION, connection, grant.leaseId())));
        }
    }

    void release(long connection) {
        loop.post(new FloorInput.Release(EngineScene.SESSION, connection, null, "r" + connection));
    }

    Optional<FloorNotice.Granted> granted(long connection) {
        return told.getOrDefault(connection, List.of()).stream()
                .filter(FloorNotice.Granted.class::isInstance)
                .map(FloorNotice.Granted.class::cast)
                .reduce((_, last) -> last);
    }

    boolean isTold(long connection, Class<? extends FloorNotice> what) {
        return told.getOrDefault(connection, List.of()).stream().anyMatch(what::isInstance);
    }

    boolean talks(String user) {
        return loop.view(EngineScene.SESSION).channels().stream()
                .anyMatch(channel -> channel.talker() != null
                        && channel.talker().userId().value().equals(user));
    }

    /** As by SIGKILL: others find nobody where it was. */
    void kill() {
        dead = true;
        loop.close();
        for (EngineNode other : network.values()) {
            if (other != this && !other.dead) {
                other.engine.down(id, false);
                other.engine.refused(id);
            }
        }
    }

    @Override
    public void close() {
        dead = true;
        loop.close();
        engine.close();
    }

    private final class Wire implements Post, Datagrams {
        private final AtomicLong seq = new AtomicLong();

        @Override
        public boolean send(NodeId to, SessionTag session, Message message) {
            EngineNode peer = network.get(to);
            if (dead || peer == null || peer.dead) {
                return false;
            }
            peer.engine.received(id, new Envelope(session, NodeTag.of(id), seq.incrementAndGet(), 0), message);
            return true;
        }

        @Override
        public boolean send(NodeId to, ByteBuffer envelope) {
            EngineNode peer = network.get(to);
            if (dead || peer == null || peer.dead) {
                return false;
            }
            if (!(new WireCodec().decode(envelope) instanceof Received.Accepted(Envelope head, Message message))) {
                throw new AssertionError("a node sent what cannot be read");
            }
            peer.engine.received(id, head, message);
            return true;
        }
    }

    private final class History implements FloorHistory {
        @Override
        public void granted(Talk talk) {
            history.add("granted " + talk.userId().value());
        }

        @Override
        public void released(Talk talk, long talkMs, String reason) {
            history.add("released " + talk.userId().value());
        }
    }

    private final class Clients implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            told.computeIfAbsent(connection, _ -> new CopyOnWriteArrayList<>()).add(notice);
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {}
    }
}
