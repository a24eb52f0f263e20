package dev.tutti.node.replication;

import dev.tutti.cluster.Mail;
import dev.tutti.cluster.replication.LogLearner;
import dev.tutti.cluster.replication.LogWriter;
import dev.tutti.cluster.replication.ReplicationRules;
import dev.tutti.cluster.replication.ReplicationTimes;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.hub.HubNodes.Anew;
import dev.tutti.gateway.wire.NodeMessages.LogPlace;
import dev.tutti.journal.CommandCodec;
import dev.tutti.journal.SqliteBranchRows;
import dev.tutti.journal.SqliteEventStore;
import dev.tutti.journal.SqliteJournal;
import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.cluster.PenGate;
import dev.tutti.session.CreateSession;
import dev.tutti.session.core.CommandEnvelope;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.NeedsWriter;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.StoreException;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.LogMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.SessionTag;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of this node among the others: its own when it is the hub, else a copy of the hub's. The thread "replication" owns
 * the state machines; everybody else posts.
 */
public final class NodeLog implements Pen, PenGate, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeLog.class);
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Setup setup;
    private final CommandText text = new CommandCodec();
    private final CommandWays ways;
    private final OwnLine line;
    private final Handover handover;
    private final LogThread thread = new LogThread(this::untilWork, this::doWork);
    private final Set<NodeId> linked = ConcurrentHashMap.newKeySet();
    private final LogPlaces places = new LogPlaces();
    private final LogSide side;
    private volatile boolean hub;
    private volatile boolean waits;
    private volatile @Nullable NodeBranches branches;

    private @Nullable Sessions sessions;
    private @Nullable NodeId following;

    /** Its own log, and the others. */
    record Setup(
            SqliteEventStore store, FactStore facts, SqliteBranchRows branches, NanoClock clock, OtherNodes others) {}

    public static NodeLog of(SqliteJournal journal, NanoClock clock, NodeCluster nodes) {
        var line = new OtherNodes.Line(nodes::hub, nodes::cluster, nodes::isSettled);
        var others = new OtherNodes(nodes.self(), line, nodes::leader, nodes.mail());
        return new NodeLog(new Setup(journal.events(), journal.facts(), journal.branches(), clock, others));
    }

    /** Who writes is known at once; nothing runs before {@link #start}. */
    private NodeLog(Setup setup) {
        this.setup = setup;
        hub = setup.others().writes();
        line = new OwnLine(setup.store(), setup.facts(), setup.others());
        handover = new Handover(setup.store());
        side = new LogSide(setup.store(), setup.clock(), places);
        ways = new CommandWays(setup.others(), text, setup.clock(), this::decides);
        var mail = setup.others().mail();
        mail.on(LogMessage.class, (from, _, message) -> thread.post(() -> received(from, message)));
        mail.on(LinkMessage.Nack.class, (from, _, nack) -> thread.post(() -> side.received(from, nack)));
        mail.on(
                BranchMessage.class,
                (from, _, message) -> thread.post(() -> onBranches(one -> one.received(from, message))));
        mail.onLinks(new Mail.Links() {
            @Override
            public void up(NodeId peer) {
                linked.add(peer);
                thread.post(() -> linkUp(peer));
            }

            @Override
            public void down(NodeId peer) {
                linked.remove(peer);
                thread.post(() -> linkDown(peer));
            }
        });
    }

    public void start(Sessions all) {
        thread.post(() -> begin(all));
        thread.start();
    }

    /** The cluster's shared state may have changed; any thread. */
    public void lookWhoWrites() {
        thread.post(this::takeRole);
    }

    private long untilWork() {
        long next = side.nextWorkNs();
        return next == Long.MAX_VALUE
                ? IDLE_NS
                : Math.clamp(next - setup.clock().nanoTime(), 0, IDLE_NS);
    }

    private void begin(Sessions all) {
        sessions = all;
        if (!setup.others().writes()) {
            setup.store().seal(true);
        }
        ways.begin(all);
        setup.store().onCommit(end -> {
            if (waits) {
                thread.post(() -> side.committed(end));
            }
        });
        takeRole();
    }

    /** Writer or learner, as the cluster says; neither before a node that was the hub has heard whether it still is. */
    private void takeRole() {
        Sessions all = sessions;
        NodeId now = setup.others().hub();
        boolean write = setup.others().writes();
        boolean waiting = setup.others().isHub() && !write;
        if (all == null || waiting || now.equals(following)) {
            return;
        }
        following = null;
        handover.gone();
        if (!write) {
            hub = false;
        }
        boolean anew = line.take(all, write);
        line.follows(now);
        branchesUnder(now, all, anew);
        // Only now: nothing is decided here while the store takes no events.
        hub = write;
        following = now;
        side.none();
        waits = false;
        LogEnd end = setup.store().end();
        if (write) {
            side.writes(new LogWriter(
                    new NodePort(), ReplicationTimes.DEFAULT, setup.store().generation(), end));
            ways.again();
            return;
        }
        log.info("This node copies the log of {}, from event {} on", now.shown(), end.index());
        var copying = new LogLearner(
                new LogLearner.Setup(new NodePort(), ReplicationTimes.DEFAULT, ReplicationRules.SAFE),
                now,
                end.generation(),
                end,
                setup.clock().nanoTime());
        side.copies(copying);
        if (linked.contains(now)) {
            copying.up(now, setup.clock().nanoTime());
        }
    }

    /** What islands decide is kept for whoever is the hub; what another cluster's did is put aside with its log. */
    private void branchesUnder(NodeId writer, Sessions all, boolean anew) {
        NodeBranches there = branches;
        if (there != null && !anew) {
            there.writerIs(writer);
            return;
        }
        try {
            var place = new NodeBranches.Place(setup.others(), thread, setup.store());
            var store = new NodeBranchStore(setup.branches());
            branches = new NodeBranches(new NodeBranches.Setup(place, text, setup.clock(), all, store), writer);
            linked.forEach(peer -> onBranches(one -> one.up(peer)));
        } catch (StoreException e) {
            log.error(
                    "What was decided without the hub cannot be read; it stays where it is. See docs/operating.md.", e);
        }
    }

    private void onBranches(Consumer<NodeBranches> turn) {
        Optional.ofNullable(branches).ifPresent(turn);
    }

    @Override
    public boolean isProvisional() {
        return Optional.ofNullable(branches).filter(there -> !there.isEmpty()).isPresent();
    }

    @Override
    public boolean layDown(NodeId to) {
        var done = new CompletableFuture<Boolean>();
        thread.post(() -> {
            if (side.writer() == null) {
                done.complete(false);
                return;
            }
            handover.layDown(to, setup.clock().nanoTime(), done);
            hub = setup.others().writes() && !handover.isLaidDown();
        });
        return done.completeOnTimeout(false, 2 * Handover.PATIENCE_NS, TimeUnit.NANOSECONDS)
                .join();
    }

    @Override
    public void takeUp() {
        thread.post(() -> {
            if (handover.takeUp()) {
                hub = setup.others().writes();
            }
        });
    }

    @Override
    public Anew copyAnew() {
        var done = new CompletableFuture<Anew>();
        return thread.post(() -> done.complete(begunAnew())) ? done.join() : Anew.FAILED;
    }

    /** The log that differs is put aside, with nothing of it lost, and the hub's is copied from its first row. */
    private Anew begunAnew() {
        Sessions all = sessions;
        NodeId from = following;
        var copying = side.learner();
        if (all == null || from == null || copying.isEmpty()) {
            return setup.others().isHub() ? Anew.IS_HUB : Anew.FAILED;
        }
        if (!copying.get().isFenced()) {
            return Anew.HEALTHY;
        }
        if (!linked.contains(from)) {
            return Anew.HUB_AWAY;
        }
        if (!line.putAside(all)) {
            return Anew.FAILED;
        }
        following = null;
        takeRole();
        return Anew.DONE;
    }

    private void received(NodeId from, LogMessage message) {
        waits |= side.received(from, message);
    }

    private void linkUp(NodeId peer) {
        takeRole();
        side.learner().ifPresent(copying -> {
            copying.up(peer, setup.clock().nanoTime());
            if (peer.equals(following)) {
                ways.again();
            }
        });
        onBranches(one -> one.up(peer));
    }

    private void linkDown(NodeId peer) {
        side.down(peer);
        onBranches(one -> one.down(peer));
    }

    private void doWork() {
        side.doWork(linked, following, this::send);
        if (side.writer() != null) {
            waits = !linked.isEmpty();
        }
        if (handover.isOverdue(side.writer(), setup.clock().nanoTime())) {
            hub = setup.others().writes();
        }
        onBranches(one -> one.doWork(setup.others().leads()));
        ways.doWork();
        takeRole();
    }

    private void send(NodeId to, Message message) {
        setup.others().post().send(to, SessionTag.NONE, message);
    }

    // The pen

    @Override
    public boolean isHere() {
        return hub;
    }

    @Override
    public boolean reachesWriter() {
        return setup.others().reachesHub();
    }

    @Override
    public Optional<Branch> branch() {
        NodeBranches there = branches;
        return there == null || hub ? Optional.empty() : there.branch();
    }

    /** For others, too. */
    private boolean decides() {
        return hub || branch().isPresent();
    }

    @Override
    public CompletableFuture<Carried> carry(SessionId session, CommandEnvelope sent) {
        return ways.carry(session, sent);
    }

    @Override
    public CompletableFuture<Carried> create(SessionId session, UserId actor, String key, CreateSession command) {
        return branch().isPresent()
                ? CompletableFuture.completedFuture(new Carried.Refused(NeedsWriter.refusal()))
                : ways.create(session, actor, key, command);
    }

    @Override
    public void copies(long index, IntConsumer told) {
        if (!waits || index == 0 || !thread.post(() -> side.await(index, told))) {
            told.accept(1);
        }
    }

    @Override
    public Optional<LogPlace> place(NodeId node) {
        long newest = places.newest(setup.store().end().index());
        if (node.equals(setup.others().hub())) {
            return setup.others().writes() || !setup.others().isHub() ? Optional.of(LogPlace.WRITES) : Optional.empty();
        }
        return node.equals(setup.others().self()) ? places.own() : places.of(node, newest);
    }

    @Override
    public boolean mayHaveMore(NodeId node) {
        return places.mayHaveMore(node, setup.store().end().index());
    }

    /** Says on how many disks the newest row is, as far as this node knows; any thread. */
    public void disks(IntConsumer told) {
        long end = setup.store().end().index();
        if (hub) {
            copies(end, told);
        } else {
            told.accept(places.disks(setup.others().hub(), places.newest(end)));
        }
    }

    @Override
    public void close() {
        ways.close();
        thread.close();
    }

    /** What the state machines need of this node. */
    private final class NodePort extends StorePort {
        NodePort() {
            super(setup.store());
        }

        @Override
        public void send(NodeId to, Message message) {
            NodeLog.this.send(to, message);
        }

        @Override
        void appended(LogEnd end) {
            next(copying -> copying.appended(end, setup.clock().nanoTime()));
        }

        @Override
        void appendFailed(String why) {
            next(copying -> copying.appendFailed(why));
        }

        private void next(Consumer<LogLearner> turn) {
            thread.soon(() -> side.learner().ifPresent(turn));
        }

        @Override
        Sessions sessions() {
            return Objects.requireNonNull(sessions, "rows before the start");
        }
    }
}
