package dev.tutti.simulator;

import dev.tutti.cluster.replication.LogLearner;
import dev.tutti.cluster.replication.LogWriter;
import dev.tutti.cluster.replication.ReplicationPort;
import dev.tutti.cluster.replication.ReplicationTimes;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.EventCodec;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.StoreException;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.LogMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A machine with the production replication and session on it, as the writer or as a learner, and a disk of its own. */
final class ReplicationNode {
    private static final long TICK_NS = VirtualTime.ms(10);

    final int index;
    final NodeId id;
    final SimulatedDisk disk;
    final SimulatedDisk branchDisk;
    private final ReplicationWorld world;
    private final SplittableRandom random;
    private final EventCodec events = new EventCodec();
    private final WireCodec codec = new WireCodec();
    private final ByteBuffer buffer = ByteBuffer.allocate(Envelope.LENGTH + Envelope.MAX_PAYLOAD);
    private @Nullable SimulatedEventStore store;
    private @Nullable LogWriter writer;
    private @Nullable LogLearner learner;
    private @Nullable SessionWriter session;
    private @Nullable NodeBranches branches;
    private long seq;
    private int life;
    private long slowUntilNs;

    ReplicationNode(int index, NodeId id, ReplicationWorld world, SplittableRandom random) {
        this.index = index;
        this.id = id;
        this.world = world;
        this.random = random;
        disk = new SimulatedDisk(random.split());
        branchDisk = new SimulatedDisk(random.split());
    }

    boolean isDown() {
        return store == null;
    }

    boolean isFenced() {
        LogLearner copying = learner;
        return copying != null && copying.isFenced();
    }

    /** Null while it is down, and on a learner until the session has come. */
    @Nullable SessionWriter session() {
        return session;
    }

    @Nullable SimulatedEventStore store() {
        return store;
    }

    /** As the writer when the world's operator says so, else as a learner of whoever is. */
    void start() {
        if (store != null) {
            return;
        }
        life++;
        SimulatedEventStore opened;
        try {
            opened = new SimulatedEventStore(disk, world.bug());
        } catch (StoreException e) {
            throw new IllegalStateException("no disk rots in this world", e);
        }
        store = opened;
        opened.raiseGeneration(world.generation());
        branches = new NodeBranches(this, world, opened, this::perhapsLosePower);
        if (world.hub() == this) {
            beginWriting(opened);
        } else {
            world.checker().holds(id, opened.rows(0, Integer.MAX_VALUE));
            learner = new LogLearner(
                    new LogLearner.Setup(
                            new Port(), ReplicationTimes.DEFAULT, world.bug().rules()),
                    world.hub().id,
                    opened.end().generation(),
                    opened.end(),
                    world.time().nowNs());
            if (opened.end().index() > 0) {
                begin(opened, pen(false));
            }
        }
        world.nodes().stream()
                .filter(peer -> peer != this && !peer.isDown() && world.lan().isOpen(index, peer.index))
                .forEach(peer -> {
                    peer.up(this);
                    up(peer);
                });
        int mine = life;
        world.time().after(random.nextLong(TICK_NS), () -> tick(mine));
    }

    private void beginWriting(SimulatedEventStore opened) {
        // What was written and not synced may have survived; nobody was told, and it counts from now on.
        world.checker().committed(opened.rows(world.checker().committedIndex(), 10_000));
        world.checker().recovered(opened.all());
        var writing = new LogWriter(new Port(), ReplicationTimes.DEFAULT, opened.generation(), opened.end());
        writer = writing;
        opened.onCommit(end -> {
            if (world.bug() != PlantedLogBug.UNCOMMITTED_IS_PUBLISHED) {
                world.checker().committed(opened.rows(world.checker().committedIndex(), 10_000));
            }
            writing.committed(end, world.time().nowNs());
        });
        opened.beforeSync(() -> {
            perhapsLosePower();
            if (world.bug() == PlantedLogBug.UNCOMMITTED_IS_PUBLISHED) {
                world.time().after(0, () -> synced(opened));
            }
        });
        SessionWriter begun = begin(opened, pen(true));
        world.checker().sameState(opened.all(), begun.state());
    }

    private SessionWriter begin(SimulatedEventStore opened, Pen pen) {
        SessionWriter begun = SessionWriter.recover(SimulatedSession.ID, world.ports(opened, pen));
        session = begun;
        Optional.ofNullable(branches).ifPresent(one -> one.showIn(begun));
        return begun;
    }

    private Pen pen(boolean here) {
        NodeBranches mine = Objects.requireNonNull(branches, "branches come first");
        return new NodePen(here, this::copies, mine::branch, world.bug().branchRules());
    }

    private void perhapsLosePower() {
        if (random.nextInt(200) == 0 && !world.isOver()) {
            throw new SimulatedCrash();
        }
    }

    /** Whether nothing here is provisional. */
    boolean hasNoBranches() {
        NodeBranches mine = branches;
        return mine != null && mine.isEmpty();
    }

    /** With the bug rows are sent before; the main line is still what the disk has. */
    private void synced(SimulatedEventStore opened) {
        if (store == opened) {
            world.checker().committed(opened.rows(world.checker().committedIndex(), 10_000));
        }
    }

    void crash() {
        if (store == null) {
            return;
        }
        life++;
        store = null;
        writer = null;
        learner = null;
        session = null;
        Optional.ofNullable(branches).ifPresent(NodeBranches::crash);
        branches = null;
        disk.crash();
        branchDisk.crash();
        world.nodes().stream().filter(peer -> peer != this).forEach(peer -> peer.down(this));
        world.followersOf(this).forEach(LogFollower::disconnected);
    }

    void up(ReplicationNode peer) {
        LogLearner copying = learner;
        if (copying != null) {
            copying.up(peer.id, world.time().nowNs());
        }
        Optional.ofNullable(branches).ifPresent(mine -> mine.up(peer));
    }

    void down(ReplicationNode peer) {
        LogWriter writing = writer;
        if (writing != null) {
            writing.down(peer.id);
        }
        LogLearner copying = learner;
        if (copying != null) {
            copying.down(peer.id);
        }
        Optional.ofNullable(branches).ifPresent(mine -> mine.down(peer));
    }

    /** Another number after each start. */
    int life() {
        return life;
    }

    /** Takes no more events, or takes them again. */
    void seal(boolean sealed) {
        SimulatedEventStore open = store;
        if (open != null) {
            open.seal(sealed);
        }
    }

    /** Whether that learner said that it has every row of this writer. */
    boolean hasGivenAllTo(NodeId node) {
        LogWriter writing = writer;
        SimulatedEventStore open = store;
        return writing != null
                && open != null
                && writing.synced(node) >= open.end().index();
    }

    void slowFor(long forNs) {
        slowUntilNs = world.time().nowNs() + forNs;
    }

    private void tick(int ofLife) {
        if (ofLife != life) {
            return;
        }
        try {
            long now = world.time().nowNs();
            LogWriter writing = writer;
            if (writing != null) {
                writing.doWork(now);
            }
            LogLearner copying = learner;
            if (copying != null) {
                copying.doWork(now);
            }
            Optional.ofNullable(branches).ifPresent(NodeBranches::doWork);
            SessionWriter working = session;
            while (working != null && working.doWork()) {
                world.time().trace(working.state().sequence());
            }
        } catch (SimulatedCrash _) {
            world.crashed(this);
            return;
        }
        world.time().after(TICK_NS / 2 + random.nextLong(TICK_NS), () -> tick(ofLife));
    }

    void receive(ReplicationNode from, byte[] bytes) {
        try {
            read(from, bytes);
        } catch (SimulatedCrash _) {
            world.crashed(this);
        }
    }

    private void read(ReplicationNode from, byte[] bytes) {
        NodeBranches mine = branches;
        if (store == null || mine == null) {
            return;
        }
        if (!(codec.decode(ByteBuffer.wrap(bytes)) instanceof Received.Accepted accepted)) {
            world.checker().violation("wire: a message that was sent is not accepted");
            return;
        }
        long now = world.time().nowNs();
        LogWriter writing = writer;
        LogLearner copying = learner;
        switch (accepted.message()) {
            case LogMessage.Ack ack when writing != null -> writing.received(from.id, ack, now);
            case LogMessage.Append append when copying != null -> copying.received(from.id, append, now);
            case LinkMessage.Nack nack when writing != null -> writing.received(from.id, nack);
            case LinkMessage.Nack nack when copying != null -> copying.received(from.id, nack);
            case BranchMessage message -> mine.received(from.id, message);
            default -> {}
        }
    }

    void send(NodeId to, Message message) {
        ReplicationNode peer = world.node(to);
        if (peer == null) {
            return;
        }
        buffer.clear();
        var envelope = new Envelope(
                SessionTag.NONE, NodeTag.of(id), ++seq, world.time().nowNs() / 1_000);
        codec.encode(envelope, message, buffer);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        world.time().trace(bytes.length);
        world.lan().send(index, peer.index, () -> peer.receive(ReplicationNode.this, bytes));
    }

    /** What replication needs of its node. */
    private final class Port implements ReplicationPort {
        @Override
        public void send(NodeId to, Message message) {
            if (message instanceof LogMessage.Ack ack && world.node(to) != null) {
                world.checker().said(id, ack.synced().index());
            }
            ReplicationNode.this.send(to, message);
        }

        @Override
        public byte @Nullable [] chainAt(long at) {
            SimulatedEventStore open = store;
            return open == null ? null : open.chainAt(at);
        }

        @Override
        public List<LogRow> read(long afterIndex, int limit) {
            SimulatedEventStore open = store;
            return open == null ? List.of() : open.rows(afterIndex, limit);
        }

        @Override
        public void append(List<LogRow> rows) {
            SimulatedEventStore open = store;
            if (open == null) {
                return;
            }
            int mine = life;
            try {
                open.writeCopy(rows);
            } catch (StoreException _) {
                world.time().after(0, () -> failed(mine));
                return;
            }
            boolean slow = world.time().nowNs() < slowUntilNs;
            long tookNs = VirtualTime.ms(1) + random.nextLong(VirtualTime.ms(slow ? 800 : 6));
            world.time().after(tookNs, () -> sync(open, mine));
        }

        private void sync(SimulatedEventStore open, int ofLife) {
            LogLearner copying = learner;
            if (ofLife != life || copying == null) {
                return;
            }
            try {
                LogEnd end = open.syncCopy();
                world.checker().reaches(id, end.index());
                copying.appended(end, world.time().nowNs());
            } catch (StoreException _) {
                failed(ofLife);
            }
        }

        private void failed(int ofLife) {
            LogLearner copying = learner;
            if (ofLife == life && copying != null) {
                copying.appendFailed("the disk failed");
                world.operatorRestarts(ReplicationNode.this);
            }
        }

        @Override
        public void publish(List<LogRow> rows) {
            world.checker().published(rows);
            SessionWriter showing = session;
            SimulatedEventStore open = store;
            if (showing != null) {
                showing.follow(rows.stream().map(events::event).toList());
            } else if (open != null) {
                begin(open, pen(false));
            }
        }

        @Override
        public void fenced(LogEnd own, String why) {
            world.fenced(ReplicationNode.this, why);
        }

        @Override
        public void deposed(NodeId by, long generation) {
            if (world.hub() == ReplicationNode.this) {
                world.checker().violation("3: the writer was told of a higher generation");
            }
        }
    }

    private void copies(long row, IntConsumer told) {
        LogWriter writing = writer;
        if (writing != null) {
            writing.await(row, world.time().nowNs(), told);
        }
    }
}
