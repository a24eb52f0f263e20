package dev.tutti.session.floor;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Mailbox;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the floor's thread: one platform thread decides for all sessions of the hub, so that a decision waits for
 * nothing but the decisions before it.
 */
public final class FloorLoop implements AutoCloseable {
    public static final int MAILBOX = 16_384;
    private static final int MAX_BATCH = 1_024;
    private static final long BUSY_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long QUIET_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final Logger log = LoggerFactory.getLogger(FloorLoop.class);

    /** Where decisions go. */
    public record Ports(FloorPublisher publisher, FloorHistory history, MutePort mutes) {}

    /** What the loop is made of; epoch and boot id are new at every start. */
    public record Setup(
            NanoClock clock,
            WallClock wallClock,
            Epoch epoch,
            long bootId,
            FloorTimes times,
            FloorLimits limits,
            Ports ports) {}

    private final Setup setup;
    private final Mailbox<FloorInput> mailbox = new Mailbox<>(MAILBOX);
    private final Map<SessionId, SessionFloor> sessions = new ConcurrentHashMap<>();
    /** The newest state of sessions that changed; never lost, however full the mailbox is. */
    private final Map<SessionId, SessionState> changed = new ConcurrentHashMap<>();
    /** Connections that are gone; never lost either. */
    private final Set<Long> gone = ConcurrentHashMap.newKeySet();

    private final TimeGap gap;
    private final MuteFloor mutes;
    private final FloorPublisher clients = new Clients();
    private final FloorCompany company;
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile Turn lastTurn;

    /** When the loop last looked at both clocks. */
    private record Turn(long nowNs, long wallMs) {}

    /** Of a hub without other nodes: it leads by itself, in the epoch of the setup. */
    public FloorLoop(Setup setup) {
        this(setup, new Alone(setup));
    }

    /** Of a node that shares its floor; the setup's epoch does not matter. */
    public FloorLoop(Setup setup, FloorCompany company) {
        this.setup = setup;
        this.company = company;
        gap = new TimeGap(setup.times().gapNs());
        lastTurn = new Turn(setup.clock().nanoTime(), setup.wallClock().now().toEpochMilli());
        mutes = new MuteFloor(setup.ports().mutes());
    }

    /** Any thread; never blocks. False when the mailbox is full: the client is told to try again. */
    public boolean post(FloorInput input) {
        return mailbox.post(input);
    }

    /** Any thread: this is the session from now on; call it for every commit, with {@code state()} as new as it. */
    public void committed(SessionState state) {
        sessions.computeIfAbsent(state.id(), _ -> company.open(state, clients));
        changed.merge(state.id(), state, (a, b) -> a.sequence() > b.sequence() ? a : b);
        wake();
    }

    /** Any thread: the connection is gone, and with it what it held and waited for. */
    public void disconnected(long connection) {
        gone.add(connection);
        wake();
    }

    /** Any thread: the gate of that user's voice; a shut one when there is no such session. */
    public FloorGate gate(SessionId sessionId, UserId userId) {
        SessionFloor session = sessions.get(sessionId);
        if (session == null) {
            return new FloorGate(userId, FloorRules.SAFE);
        }
        FloorGate gate = session.ingress().gate(userId);
        mailbox.post(new FloorInput.Refresh(sessionId, userId));
        return gate;
    }

    /**
     * Any thread, at each packet: whether time jumped since this loop's last turn, as after a suspend. Then no gate is to be
     * believed until the loop has had its turn, for leases outlive a suspend on a clock that stood still (E9, F7).
     */
    public boolean isAsleep(long nowNs) {
        Turn last = lastTurn;
        return TimeGap.isShifted(nowNs - last.nowNs, setup.wallClock().now().toEpochMilli() - last.wallMs);
    }

    /** Any thread: what that user hears; nothing when there is no such session. */
    public FloorEar ear(SessionId sessionId, UserId userId) {
        SessionFloor session = sessions.get(sessionId);
        if (session == null) {
            return new FloorEar(userId);
        }
        FloorEar ear = session.ingress().ear(userId);
        mailbox.post(new FloorInput.Refresh(sessionId, userId));
        return ear;
    }

    /** Any thread, at each packet of another node: null when there is no such session or channel. */
    public @Nullable ChannelFence channel(SessionId sessionId, ChannelId channelId) {
        SessionFloor session = sessions.get(sessionId);
        return session == null ? null : session.ingress().channel(channelId);
    }

    /** Any thread: who talks and waits, for snapshots. */
    public FloorView view(SessionId sessionId) {
        SessionFloor session = sessions.get(sessionId);
        return session == null ? FloorView.EMPTY : session.view();
    }

    /** How full the mailbox is, from 0 to 1. */
    public double load() {
        return mailbox.fill();
    }

    public void start() {
        Thread started = Thread.ofPlatform().name("floor").daemon(false).start(this::run);
        thread = started;
    }

    @Override
    public void close() {
        stopped = true;
        wake();
        Thread running = thread;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Anything in the mailbox wakes the loop; when it is full, the loop is awake. */
    private void wake() {
        mailbox.post(new FloorInput.Refresh(NOBODY_SESSION, NOBODY));
    }

    private static final SessionId NOBODY_SESSION = new SessionId("-");
    private static final UserId NOBODY = new UserId("-");

    private void run() {
        var inputs = new ArrayList<FloorInput>();
        boolean quiet = true;
        while (!stopped) {
            try {
                FloorInput first = mailbox.take(Math.min(company.waitNs(), quiet ? QUIET_WAIT_NS : BUSY_WAIT_NS));
                if (first != null) {
                    inputs.add(first);
                    mailbox.drainTo(inputs, MAX_BATCH);
                }
                quiet = turn(inputs);
            } catch (InterruptedException _) {
                stopped = true;
            } catch (RuntimeException e) {
                log.error("the floor goes on after a fault", e);
            } finally {
                inputs.clear();
            }
        }
    }

    /** One turn with what is in the mailbox; for an owner without our thread. */
    public void doWork() {
        var inputs = new ArrayList<FloorInput>();
        mailbox.drainTo(inputs, MAX_BATCH);
        turn(inputs);
    }

    /** True when nobody talks or waits. */
    private boolean turn(List<FloorInput> inputs) {
        long nowNs = setup.clock().nanoTime();
        long wallMs = setup.wallClock().now().toEpochMilli();
        if (gap.step(nowNs, wallMs)) {
            log.warn("time jumped, {}: leases and open requests are void", gap.said());
            sessions.values().forEach(session -> session.timeJumped(nowNs));
        }
        // Only now may gates be believed again: see isAsleep.
        lastTurn = new Turn(nowNs, wallMs);
        company.doWork(nowNs, wallMs);
        configure(nowNs);
        for (FloorInput input : inputs) {
            company.welcome();
            if (input instanceof FloorInput.Work work) {
                work.work().run();
            }
            SessionFloor session = sessions.get(input.sessionId());
            if (session != null) {
                take(input, session, nowNs);
                session.pump(nowNs);
            }
        }
        disconnect(nowNs);
        boolean quiet = true;
        for (SessionFloor session : sessions.values()) {
            session.doWork(nowNs);
            quiet &= session.isQuiet();
        }
        sessions.values().removeIf(this::isOver);
        return quiet;
    }

    private boolean isOver(SessionFloor session) {
        boolean over = session.state().isEnded() && session.isQuiet();
        if (over) {
            company.closed(session.state().id());
        }
        return over;
    }

    private void configure(long nowNs) {
        for (SessionId id : List.copyOf(changed.keySet())) {
            SessionState state = changed.remove(id);
            SessionFloor session = sessions.get(id);
            if (state != null && session != null) {
                session.configure(state, nowNs);
            }
        }
    }

    private void disconnect(long nowNs) {
        for (Long connection : List.copyOf(gone)) {
            gone.remove(connection);
            for (SessionFloor session : sessions.values()) {
                session.ingress().disconnected(connection);
                session.pump(nowNs);
            }
        }
    }

    private void take(FloorInput input, SessionFloor session, long nowNs) {
        FloorIngress ingress = session.ingress();
        switch (input) {
            case FloorInput.Ask ask -> ingress.ask(ask.ask(), nowNs);
            case FloorInput.Hold hold -> ingress.hold(hold.connection(), hold.requestId(), hold.holding(), nowNs);
            case FloorInput.Renew renew -> ingress.renew(renew.connection(), renew.leaseId(), nowNs);
            case FloorInput.Release release ->
                ingress.release(release.connection(), release.leaseId(), release.requestId());
            case FloorInput.Listen listen -> ingress.listen(listen.userId(), listen.channels());
            case FloorInput.Revoke revoke -> session.revoke(revoke, nowNs);
            case FloorInput.Mute mute -> mutes.changed(mute, session.state(), ingress, nowNs);
            case FloorInput.Refresh refresh -> ingress.refresh(refresh.userId());
            case FloorInput.Work _ -> {} // of no session
        }
    }

    /** Nobody else is there. */
    private record Alone(Setup setup) implements FloorCompany {
        @Override
        public SessionFloor open(SessionState state, FloorPublisher clients) {
            return new FloorSession(state, setup, clients);
        }

        @Override
        public void closed(SessionId sessionId) {}

        @Override
        public void welcome() {}

        @Override
        public void doWork(long nowNs, long wallMs) {}

        @Override
        public long waitNs() {
            return QUIET_WAIT_NS;
        }
    }

    /** Sends what is for an SDK without a floor to its mute button, the rest to the clients. */
    private final class Clients implements FloorPublisher {
        @Override
        public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
            if (!mutes.told(connection, notice)) {
                setup.ports().publisher().toAsker(sessionId, connection, notice);
            }
        }

        @Override
        public void toSession(SessionId sessionId, FloorUpdate update) {
            setup.ports().publisher().toSession(sessionId, update);
        }
    }
}
