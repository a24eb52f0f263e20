package dev.tutti.cluster.engine;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.floor.ClusterFloor;
import dev.tutti.cluster.floor.FloorLinks;
import dev.tutti.cluster.membership.LeadershipListener;
import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.SessionState;
import dev.tutti.session.floor.FloorHistory;
import dev.tutti.session.floor.FloorLimits;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorRules;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.wire.LeaderMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.SessionTag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The floors of all sessions here, each told who leads; the floor's thread only, but for {@link #open}. A node acknowledges an
 * epoch once for each session and once for those that it does not know.
 */
final class EngineFloors implements LeadershipListener {
    private static final long ACK_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(100);
    /** After the acknowledgements of the sessions, which say more. */
    private static final long ACK_AFTER_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** So that the numbers of a node's starts are of no other node. */
    private static final int BOOT_SHIFT = 48;

    private final Setup setup;
    private final Say say;
    private final Queue<EngineFloor> fresh = new ConcurrentLinkedQueue<>();
    private final Map<SessionTag, EngineFloor> floors = new HashMap<>();
    /** Who has acknowledged this node's epoch for sessions that it does not know. */
    private final Set<Long> acknowledged = new HashSet<>();

    private Consumer<Transition> steps = _ -> {};
    private Epoch epoch = Epoch.NONE;
    private boolean durable;
    private boolean leads;
    private boolean handsOver;
    private long adoptedNs;
    private long ackDueNs;

    /** What each floor is made of. */
    record Setup(
            long self, long bootId, FloorTimes times, NanoClock clock, BooleanSupplier isWriter, FloorHistory history) {
        static Setup of(ClusterEngine.Setup engine, BooleanSupplier isWriter) {
            long self = engine.self().tag();
            var mono = engine.clocks().mono();
            return new Setup(self, engine.bootId(), engine.times().floor(), mono, isWriter, engine.history());
        }

        /** The leader's wait: who has not acknowledged by then need not any more. */
        long acksNs() {
            return times.leaseNs() + times.marginNs();
        }
    }

    /** The way to other nodes. */
    interface Say {
        /** Who is reached, without this node. */
        List<Long> others();

        void to(long toTag, SessionTag session, Message message);

        /** What a node said was not taken. */
        void refused(long from, Misfit kind, String detail);
    }

    EngineFloors(Setup setup, Say say) {
        this.setup = setup;
        this.say = say;
    }

    void onStep(Consumer<Transition> listener) {
        steps = listener;
    }

    /** Any thread. */
    EngineFloor open(SessionState state, FloorPublisher clients) {
        SessionTag tag = SessionTag.of(state.id());
        var floor = new ClusterFloor(
                state,
                new ClusterFloor.Setup(
                        setup.self(),
                        setup.self() ^ (setup.bootId() << BOOT_SHIFT),
                        setup.times(),
                        FloorLimits.DEFAULT,
                        FloorRules.SAFE,
                        setup.clock()),
                clients,
                new FloorLinks() {
                    @Override
                    public void send(long toTag, Message message) {
                        say.to(toTag, tag, message);
                    }

                    @Override
                    public void refused(long from, Misfit kind, String detail) {
                        say.refused(from, kind, detail);
                    }
                });
        var opened = new EngineFloor(state, floor, say::others, setup.isWriter(), setup.history());
        fresh.add(opened);
        return opened;
    }

    void closed(SessionId id) {
        floors.remove(SessionTag.of(id));
    }

    void welcome() {
        for (EngineFloor opened = fresh.poll(); opened != null; opened = fresh.poll()) {
            floors.put(SessionTag.of(opened.state().id()), opened);
            if (!epoch.equals(Epoch.NONE)) {
                tell(opened.floor);
            }
        }
    }

    private void tell(ClusterFloor floor) {
        floor.adopted(epoch);
        if (durable) {
            floor.durable(epoch);
        }
        if (leads) {
            floor.leading(epoch);
            acknowledged.forEach(node -> floor.acknowledgedWithout(node, epoch));
            if (handsOver) {
                floor.handingOver(true);
            }
        }
    }

    void doWork(long nowNs) {
        boolean toOther = durable && epoch.leaderTag() != setup.self();
        if (toOther && nowNs - ackDueNs >= 0 && nowNs - adoptedNs < setup.acksNs()) {
            ackDueNs = nowNs + ACK_EVERY_NS;
            var ack = new LeaderMessage.EpochAck(setup.bootId(), epoch, nowNs, List.of(), List.of());
            say.to(epoch.leaderTag(), SessionTag.NONE, ack);
        }
    }

    void received(long from, SessionTag session, Message message) {
        EngineFloor floor = floors.get(session);
        if (floor != null) {
            floor.floor.received(from, message);
        } else if (session.equals(SessionTag.NONE)
                && message instanceof LeaderMessage.EpochAck ack
                && leads
                && ack.epoch().equals(epoch)) {
            acknowledged.add(from);
            floors.values().forEach(one -> one.floor.acknowledgedWithout(from, epoch));
        }
    }

    boolean areIdle() {
        return floors.values().stream().allMatch(one -> one.floor.isIdle());
    }

    /** Whether every session's wait is over. */
    boolean grants() {
        return leads && !handsOver && floors.values().stream().allMatch(one -> one.floor.isGranting());
    }

    @Override
    public void adopted(Epoch now) {
        epoch = now;
        durable = false;
        adoptedNs = setup.clock().nanoTime();
        acknowledged.clear();
        floors.values().forEach(one -> one.floor.adopted(now));
    }

    @Override
    public void durable(Epoch now) {
        durable = true;
        ackDueNs = setup.clock().nanoTime() + ACK_AFTER_NS;
        floors.values().forEach(one -> one.floor.durable(now));
    }

    @Override
    public void leading(Epoch now) {
        leads = true;
        handsOver = false;
        floors.values().forEach(one -> one.floor.leading(now));
    }

    @Override
    public void handingOver(boolean now) {
        handsOver = now;
        floors.values().forEach(one -> one.floor.handingOver(now));
    }

    @Override
    public void stoppedLeading() {
        leads = false;
        handsOver = false;
        acknowledged.clear();
        floors.values().forEach(one -> one.floor.stoppedLeading());
    }

    @Override
    public void timeJumped() {
        floors.values().forEach(one -> one.floor.timeJumped());
    }

    @Override
    public void moved(Transition transition) {
        steps.accept(transition);
    }
}
