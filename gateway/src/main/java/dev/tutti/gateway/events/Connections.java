package dev.tutti.gateway.events;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.sessions.MetricsReports;
import dev.tutti.gateway.sessions.PreflightRuns;
import dev.tutti.gateway.sessions.Presence;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.signalling.PeerRegistry;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.gateway.wire.ConnectionFrames.AuthExpiring;
import dev.tutti.gateway.wire.ConnectionFrames.ServerPing;
import dev.tutti.gateway.wire.FloorFrames.FloorQueue;
import dev.tutti.gateway.wire.FloorFrames.FloorView;
import dev.tutti.gateway.wire.FloorFrames.PttState;
import dev.tutti.gateway.wire.FloorFrames.TalkState;
import dev.tutti.gateway.wire.FloorFrames.Talker;
import dev.tutti.gateway.wire.ParticipantFrames.NodesReach;
import dev.tutti.gateway.wire.ParticipantFrames.ParticipantMute;
import dev.tutti.gateway.wire.ParticipantFrames.PresenceUpdate;
import dev.tutti.gateway.wire.ParticipantMessages.PresenceState;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.session.Capability;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.floor.FloorNotice;
import dev.tutti.session.floor.FloorPublisher;
import dev.tutti.session.floor.FloorUpdate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All open connections of {@code /ws}, by number and by session; tells each what is not an event of the log. Thread-safe. */
public final class Connections implements FloorPublisher {
    private static final Logger log = LoggerFactory.getLogger(Connections.class);

    private final FrameCodec codec;
    private final SessionViews views;
    private final Presence presence;
    private final NanoClock clock;
    private final WallClock wallClock;
    private final SessionClock sessionClock;
    private final Timer decisions;
    private final Preflights preflights;
    private final Measurements measurements;
    private final Emergencies emergencies;
    private final PeerRegistry peers;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, EventConnection> byNumber = new ConcurrentHashMap<>();
    private final Map<SessionId, Room> rooms = new ConcurrentHashMap<>();
    private volatile int nodesAway;

    /** The connections of one session. */
    private static final class Room {
        private final SessionWriter session;
        private final EventPublisher events;
        private final TempoPublisher tempo = new TempoPublisher();
        private final Set<EventConnection> connections = ConcurrentHashMap.newKeySet();
        private final Set<Long> present = ConcurrentHashMap.newKeySet();

        Room(SessionWriter session, EventPublisher events) {
            this.session = session;
            this.events = events;
        }
    }

    /** The clocks, and where measurements go. */
    public record Tools(
            NanoClock clock,
            WallClock wallClock,
            SessionClock sessionClock,
            MeterRegistry meters,
            PeerRegistry peers) {}

    public Connections(FrameCodec codec, SessionViews views, Presence presence, Tools tools) {
        this.codec = codec;
        this.views = views;
        this.presence = presence;
        clock = tools.clock;
        emergencies = new Emergencies(clock);
        wallClock = tools.wallClock;
        peers = tools.peers;
        preflights = new Preflights(codec, clock, this::in);
        measurements = new Measurements(codec, clock, this::in);
        sessionClock = tools.sessionClock;
        decisions = Timer.builder("tutti.floor.decision")
                .description("from a floor request to its first decision, in the hub")
                .publishPercentiles(0.5, 0.99)
                .register(tools.meters);
        Gauge.builder("tutti.ws.connections", this, Connections::count).register(tools.meters);
        Gauge.builder("tutti.ws.outbox.depth", this, Connections::deepestOutbox)
                .description("frames waiting in the fullest outbox")
                .register(tools.meters);
    }

    /** A number that no other connection of this hub has while it is up. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    EventConnection.Shared shared(SessionWriter session) {
        return new EventConnection.Shared(codec, views, room(session).events, this);
    }

    private Room room(SessionWriter session) {
        return rooms.computeIfAbsent(
                session.id(), _ -> new Room(session, new EventPublisher(codec, views, session::state)));
    }

    void opened(EventConnection connection, SessionWriter session) {
        byNumber.put(connection.id(), connection);
        room(session).connections.add(connection);
    }

    void closed(EventConnection connection) {
        byNumber.remove(connection.id());
        Room room = rooms.get(connection.sessionId());
        if (room == null || !room.connections.remove(connection)) {
            return;
        }
        if (room.present.remove(connection.id())) {
            presence.disconnected(connection.sessionId(), connection.userId())
                    .filter(_ -> connection.insight().admitted())
                    .ifPresent(seen -> tellPresence(connection.sessionId(), connection.userId(), seen));
        }
        if (connection.state().isEnded() && room.connections.isEmpty()) {
            rooms.remove(connection.sessionId());
            presence.forget(connection.sessionId());
            preflights.forget(connection.sessionId());
            measurements.forget(connection.sessionId());
            emergencies.forget(connection.sessionId());
        }
    }

    /**
     * Somebody has a connection. Of who waits nobody is told; so whoever hears that they were let in hears with it that they
     * are here.
     */
    void present(EventConnection connection) {
        boolean admitted = connection.insight().admitted();
        if (admitted) {
            emergencies.in(connection.sessionId()).forEach(heard -> tellHeard(connection, heard));
            if (nodesAway > 0) {
                connection.send(new NodesReach(nodesAway));
            }
        }
        Room room = rooms.get(connection.sessionId());
        if (room != null && room.present.add(connection.id())) {
            presence.connected(connection.sessionId(), connection.userId())
                    .filter(_ -> admitted)
                    .ifPresent(seen -> tellPresence(connection.sessionId(), connection.userId(), seen));
        }
    }

    void says(EventConnection connection, PresenceState state) {
        presence.says(connection.sessionId(), connection.userId(), state)
                .ifPresent(seen -> tellPresence(connection.sessionId(), connection.userId(), seen));
    }

    /** Who is at another node, as it tells; any thread. */
    public void elsewhere(String node, boolean whole, List<Presence.Person> people) {
        presence.elsewhere(node, whole, people)
                .forEach(one -> tellPresence(one.session(), one.user(), new Presence.Seen(one.state(), 0)));
    }

    /** So many nodes are out of reach; any thread. */
    public void reach(int away) {
        nodesAway = away;
        OutgoingFrame frame = codec.encode(new NodesReach(away));
        byNumber.values().stream()
                .filter(connection -> connection.insight().admitted())
                .forEach(connection -> connection.offerLatest("reach", frame));
    }

    private void tellPresence(SessionId session, UserId user, Presence.Seen seen) {
        tellLatest(session, "presence:" + user, new PresenceUpdate(user.value(), seen.state(), seen.sinceMs()));
    }

    /** Who is here, who talks and who is in line, for somebody whose snapshot is old. */
    void catchUp(EventConnection connection) {
        connection.state().roster().admitted().map(Participant::userId).forEach(user -> {
            connection.send(new PresenceUpdate(user.value(), presence.state(connection.sessionId(), user), 0));
            connection.send(new ParticipantMute(user.value(), views.isMuted(connection.sessionId(), user)));
        });
        for (FloorView floor : views.floor(connection.state())) {
            Talker talker = floor.talker();
            if (talker != null) {
                connection.send(new PttState(
                        floor.channelId(),
                        talker.userId(),
                        TalkState.TALKING,
                        talker.priority(),
                        talker.emergency(),
                        talker.talkMs()));
            }
            connection.send(new FloorQueue(floor.channelId(), floor.line()));
        }
    }

    PeerRegistry peers() {
        return peers;
    }

    Preflights preflights() {
        return preflights;
    }

    /** Where checks of everybody's device are started. */
    public PreflightRuns preflightRuns() {
        return preflights;
    }

    /** Where devices say how their link and click are. */
    public MetricsReports metrics() {
        return measurements;
    }

    private Collection<EventConnection> in(SessionId session) {
        Room room = rooms.get(session);
        return room == null ? Set.of() : room.connections;
    }

    private void tell(SessionId session, ServerPayload payload) {
        OutgoingFrame frame = codec.encode(payload);
        in(session).forEach(connection -> connection.offer(frame));
    }

    private void tellLatest(SessionId session, String key, ServerPayload payload) {
        OutgoingFrame frame = codec.encode(payload);
        in(session).forEach(connection -> connection.offerLatest(key, frame));
    }

    @Override
    public void toAsker(SessionId sessionId, long connection, FloorNotice notice) {
        @Nullable EventConnection asker = byNumber.get(connection);
        if (asker != null) {
            long tookNs = asker.clock().decidedNs(clock.nanoTime());
            if (tookNs >= 0) {
                decisions.record(tookNs, TimeUnit.NANOSECONDS);
            }
            asker.send(FloorPayloads.of(notice));
        }
    }

    @Override
    public void toSession(SessionId sessionId, FloorUpdate update) {
        switch (update) {
            case FloorUpdate.Talk talk -> {
                emergencies.talk(sessionId, talk);
                tell(sessionId, FloorPayloads.of(talk));
            }
            case FloorUpdate.Line line -> tellLatest(sessionId, lineKey(line.channelId()), FloorPayloads.of(line));
        }
    }

    /** Somebody heard the emergency of a channel; false when there is none. */
    boolean confirm(EventConnection connection, ChannelId channel) {
        SessionId session = connection.sessionId();
        var heard = emergencies.confirm(session, channel, connection.userId());
        heard.ifPresent(now -> in(session).forEach(client -> tellHeard(client, now)));
        return heard.isPresent();
    }

    /** To who raised it, and to those who may stop talkers. */
    private static void tellHeard(EventConnection client, Emergencies.Heard heard) {
        boolean mayStop = client.insight().capabilities().contains(Capability.FLOOR_REVOKE);
        if (mayStop || client.userId().equals(heard.raisedBy())) {
            int others = (int) client.state().roster().admitted().count() - 1;
            client.sendLatest("heard:" + heard.channel(), FloorPayloads.of(heard, others));
        }
    }

    /** A microphone went on or off; any thread. */
    public void microphone(SessionId session, UserId user, boolean muted) {
        tellLatest(session, "mute:" + user, new ParticipantMute(user.value(), muted));
    }

    private static String lineKey(ChannelId channel) {
        return "line:" + channel;
    }

    /** Does what time demands: pings, warnings, closings. The clock's thread. */
    void tick() {
        long nowNs = clock.nanoTime();
        Instant now = wallClock.now();
        byNumber.values().forEach(connection -> tick(connection, nowNs, now));
        long sessionUs = sessionClock.nowUs();
        rooms.forEach((id, room) ->
                room.tempo.beat(room.session.state(), sessionUs).ifPresent(beat -> tellLatest(id, "tempo", beat)));
    }

    /** Who leads the click and has been without a connection for too long loses it. The clock's thread. */
    void watchAuthority(Duration grace) {
        rooms.forEach((id, room) -> {
            SessionState state = room.session.state();
            TempoPublisher.leaders(state.tempo())
                    .filter(user -> presence.goneMs(id, user) > grace.toMillis())
                    .forEach(user -> lose(room.session, user, state.sequence()));
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // when it was refused, the next look tries again
    private static void lose(SessionWriter session, UserId user, long sequence) {
        log.info("session {}: user {} leads the click and is gone", session.id(), user);
        session.submit(user, "tempo.gone/" + sequence, new TempoCommand.LoseTempoAuthority());
    }

    private static void tick(EventConnection connection, long nowNs, Instant now) {
        Instant expiresAt = connection.token().expiresAt();
        long ping = connection.clock().pingDue(nowNs);
        if (connection.clock().silenceDue(nowNs)) {
            log.info("connection {} of user {} fell silent", connection.id(), connection.userId());
            connection.close(CloseCode.SILENT);
        } else if (!now.isBefore(expiresAt)) {
            connection.close(CloseCode.TOKEN_EXPIRED);
        } else if (connection.clock().warnDue(now, expiresAt)) {
            connection.send(new AuthExpiring(expiresAt));
        } else if (ping > 0) {
            connection.send(new ServerPing(ping));
        }
    }

    /** Passes the newest measurements on to those who may see them. The clock's thread, once a second. */
    void flushMetrics() {
        measurements.flush();
    }

    /** The hub stops: everybody comes back when it is up again. */
    void closeAll() {
        byNumber.values().forEach(connection -> connection.close(CloseCode.GOING_AWAY));
    }

    public int count() {
        return byNumber.size();
    }

    /** Frames that wait in the fullest outbox. */
    public int deepestOutbox() {
        return byNumber.values().stream()
                .mapToInt(connection -> connection.outbox().depth())
                .max()
                .orElse(0);
    }
}
