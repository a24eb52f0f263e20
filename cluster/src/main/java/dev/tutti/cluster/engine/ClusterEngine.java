package dev.tutti.cluster.engine;

import dev.tutti.cluster.Datagrams;
import dev.tutti.cluster.Leader;
import dev.tutti.cluster.Leadership;
import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.Post;
import dev.tutti.cluster.membership.Election;
import dev.tutti.cluster.membership.ElectionCodec;
import dev.tutti.cluster.membership.ElectionCounters;
import dev.tutti.cluster.membership.ElectionMessage;
import dev.tutti.cluster.membership.ElectionPort;
import dev.tutti.cluster.membership.ElectionRules;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorCompany;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorLoop;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.SessionFloor;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node's election and floors, in the turns of the floor's loop. */
public final class ClusterEngine implements FloorCompany, Leadership, AutoCloseable {
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long CLAIM_TURN_NS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long ALONE_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final Logger log = LoggerFactory.getLogger(ClusterEngine.class);

    /**
     * What it is made of.
     *
     * @param bootId higher than of all earlier starts of this node
     * @param durableTerm the highest term on the disk
     */
    public record Setup(
            NodeId self,
            long bootId,
            long durableTerm,
            EngineTimes times,
            Company company,
            TermDisk disk,
            FloorHistory history,
            Clocks clocks) {}

    public record Clocks(NanoClock mono, WallClock wall) {}

    private final Setup setup;
    private final long self;
    private final EngineWays ways;
    private final EngineFloors floors;
    private final Election election;
    private final Timeline timeline;
    private final Port port = new Port();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Set<NodeId> closed = new HashSet<>();
    private final ExecutorService disk = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("cluster-disk").daemon().factory());
    private volatile @Nullable FloorLoop loop;
    private volatile ClusterView view;
    private volatile NodeId writer;
    private long lookedNs;

    public ClusterEngine(Setup setup, Post post, Datagrams datagrams) {
        this.setup = setup;
        self = setup.self().tag();
        ways = new EngineWays(setup.self(), setup.clocks().mono(), post, datagrams);
        timeline = new Timeline(setup.clocks().wall());
        writer = setup.company().writer();
        floors = new EngineFloors(EngineFloors.Setup.of(setup, this::isWriter), port);
        floors.onStep(timeline::add);
        lookedNs = now() - LOOK_NS;
        var known = setup.company().peers().stream().map(NodeId::tag).collect(Collectors.toSet());
        election = new Election(
                new Election.Setup(
                        setup.bootId(),
                        setup.durableTerm(),
                        setup.company().rank(),
                        known,
                        setup.times().election(),
                        ElectionRules.SAFE),
                port,
                floors,
                now());
        view = new ClusterView(LeaderState.JOINING, Leader.NONE, List.of(setup.self()), List.of(), false);
    }

    /** The loop in whose turns it works; not started yet. */
    public FloorLoop floor(FloorLoop.Ports ports) {
        var made = new FloorLoop(
                new FloorLoop.Setup(
                        setup.clocks().mono(),
                        setup.clocks().wall(),
                        Epoch.NONE,
                        setup.bootId(),
                        setup.times().floor(),
                        FloorLimits.DEFAULT,
                        ports),
                this);
        loop = made;
        return made;
    }

    private long now() {
        return setup.clocks().mono().nanoTime();
    }

    private long wallMs() {
        return setup.clocks().wall().now().toEpochMilli();
    }

    private void post(Runnable work) {
        FloorLoop riding = loop;
        if (riding != null && !riding.post(new FloorInput.Work(work))) {
            log.debug("the floor's mailbox is full: a message of another node is lost");
        }
    }

    // The floor's loop

    @Override
    public SessionFloor open(SessionState state, FloorPublisher clients) {
        return floors.open(state, clients);
    }

    @Override
    public void closed(SessionId sessionId) {
        floors.closed(sessionId);
    }

    @Override
    public void welcome() {
        floors.welcome();
    }

    @Override
    public void doWork(long nowNs, long wallMs) {
        floors.welcome();
        if (nowNs - lookedNs >= LOOK_NS) {
            lookedNs = nowNs;
            look();
        }
        election.doWork(nowNs, wallMs);
        floors.doWork(nowNs);
        show();
    }

    /** What may have changed elsewhere: who holds the pen (not who has just joined another), who is a member. */
    private void look() {
        election.rank(setup.company().rank());
        setup.company().peers().forEach(ways::know);
        NodeId holds = setup.company().writer();
        if (!holds.equals(writer)) {
            writer = holds;
            listeners.forEach(listener -> listener.writerChanged(holds));
        }
    }

    @Override
    public long waitNs() {
        if (!election.leads()) {
            return election.state() == LeaderState.CLAIMING ? CLAIM_TURN_NS : TURN_NS;
        }
        boolean alone = view.members().size() == 1 && setup.company().peers().isEmpty();
        return alone ? ALONE_NS : TURN_NS;
    }

    private void show() {
        Optional<NodeId> leads = election.leads()
                ? Optional.of(setup.self())
                : election.state() == LeaderState.FOLLOWER
                        ? Optional.ofNullable(ways.node(election.epoch().leaderTag()))
                        : Optional.empty();
        var members = new ArrayList<NodeId>(List.of(setup.self()));
        var direct = new ArrayList<NodeId>();
        for (long tag : election.component()) {
            NodeId node = ways.node(tag);
            if (node != null) {
                members.add(node);
                if (election.nextHop(tag) == tag) {
                    direct.add(node);
                }
            }
        }
        members.sort(null);
        direct.sort(null);
        var leader = new Leader(election.epoch(), leads);
        boolean granting = election.state() == LeaderState.LEADING && floors.grants();
        var now = new ClusterView(election.state(), leader, members, direct, granting);
        ClusterView before = view;
        view = now;
        if (!before.leader().equals(leader)) {
            listeners.forEach(listener -> listener.leaderChanged(leader));
        }
        if (!before.members().equals(now.members())) {
            listeners.forEach(listener -> listener.membersChanged(now.members()));
        }
    }

    // What comes from other nodes: their threads

    /** A message of a link or a datagram; not a voice frame. */
    public void received(NodeId from, Envelope envelope, Message message) {
        ways.know(from);
        post(() -> handle(from.tag(), envelope, message));
    }

    /** There is a link; what was said to that node before may be lost, and is said again by itself. */
    public void up(NodeId peer) {
        ways.know(peer);
        post(() -> {
            closed.remove(peer);
            look();
            election.met(peer.tag(), now());
        });
    }

    /**
     * A link ended.
     *
     * @param goodbye whether the peer said that it goes
     */
    public void down(NodeId peer, boolean goodbye) {
        post(() -> {
            closed.add(peer);
            if (goodbye) {
                election.gone(peer.tag(), now(), wallMs());
            }
        });
    }

    /** Nobody listens where that node was: its process is dead. */
    public void refused(NodeId peer) {
        post(() -> {
            if (closed.remove(peer)) {
                election.gone(peer.tag(), now(), wallMs());
            }
        });
    }

    private void handle(long from, Envelope envelope, Message message) {
        ElectionMessage said = ElectionCodec.fromWire(envelope, message);
        long nowNs = now();
        if (said != null) {
            if (said instanceof ElectionMessage.Heartbeat beat) {
                ways.know(beat.rank().nodeId());
            }
            election.received(from, said, nowNs, wallMs());
        } else if (message instanceof LinkMessage.Relay relay) {
            if (relay.to().value() != self) {
                ways.passOn(election.nextHop(relay.to().value()), relay);
            } else if (EngineWays.inner(relay) instanceof Received.Accepted(Envelope head, Message inner)) {
                floor(head.source().value(), head.session(), inner);
            }
        } else if (envelope.source().value() == from) {
            floor(from, envelope.session(), message);
        } else {
            port.refused(from, Misfit.WRONG_SOURCE, "speaks for node " + envelope.source());
        }
    }

    private void floor(long origin, SessionTag session, Message message) {
        election.lookAtClocks(now(), wallMs());
        floors.received(origin, session, message);
    }

    // For everybody

    @Override
    public NodeId self() {
        return setup.self();
    }

    public ClusterView view() {
        return view;
    }

    /** The newest last. */
    public List<Step> timeline() {
        return timeline.steps();
    }

    /** Written by the floor's thread, read by whoever measures. */
    public ElectionCounters counters() {
        return election.counters();
    }

    @Override
    public Leader leader() {
        return view.leader();
    }

    @Override
    public List<NodeId> members() {
        return view.members();
    }

    @Override
    public NodeId writer() {
        return writer;
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** This node is about to stop: another one shall lead, without a wait. */
    public void resign() {
        post(() -> election.resign(now()));
    }

    @Override
    public void close() {
        disk.shutdown();
    }

    /** What election and floors need; the floor's thread. */
    private final class Port implements ElectionPort, EngineFloors.Say {
        @Override
        public List<Long> others() {
            return election.component();
        }

        @Override
        public void to(long toTag, SessionTag session, Message message) {
            ways.floor(toTag, election.nextHop(toTag), session, message);
        }

        @Override
        public void send(long peerTag, ElectionMessage message) {
            ways.election(peerTag, message);
        }

        @Override
        public void refused(long peerTag, Misfit kind, String detail) {
            setup.company().refused(ways.shown(peerTag), kind, detail);
        }

        @Override
        public void persist(long term) {
            try {
                disk.execute(() -> keep(term));
            } catch (RejectedExecutionException _) {
                // stopping: the term stays unused
            }
        }

        @Override
        public boolean hasClients() {
            return setup.company().hasClients();
        }

        @Override
        public boolean floorIsIdle() {
            return floors.areIdle();
        }
    }

    /** The disk's thread. */
    private void keep(long term) {
        try {
            setup.disk().keep(term);
            post(() -> election.persisted(term, now(), wallMs()));
        } catch (RuntimeException e) {
            log.error("Term {} cannot be kept: this node does not lead until it is started again", term, e);
            post(() -> election.persistFailed(now(), wallMs()));
        }
    }
}
