package dev.tutti.gateway.events;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.signalling.PeerLink;
import dev.tutti.gateway.socket.ClientClock;
import dev.tutti.gateway.socket.Outbox;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.gateway.wire.ConnectionFrames.Resumed;
import dev.tutti.gateway.wire.PeerFrames;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.Event;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.SessionSubscriber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One client on {@code /ws}: passes on what its person may see.
 *
 * <p>The session's writer thread calls the {@link SessionSubscriber} side; the floor's thread and other connections
 * offer short-lived frames; the clock's thread watches over time. What they share is volatile or in the outbox.
 */
final class EventConnection implements SessionSubscriber, PeerLink {
    private final long id;
    private final Handshake handshake;
    private final Outbox outbox;
    private final Shared shared;
    private final ClientClock clock;
    private volatile AccessToken token;
    private volatile Insight insight;
    private boolean greeted;
    private long catchUpAt = -1;
    private long coveredUpTo = -1;

    /** What all connections of a session use together. */
    record Shared(FrameCodec codec, SessionViews views, EventPublisher events, Connections connections) {}

    EventConnection(long id, Handshake handshake, Outbox outbox, Shared shared, ClientClock clock) {
        this.id = id;
        this.handshake = handshake;
        this.outbox = outbox;
        this.shared = shared;
        this.clock = clock;
        token = handshake.token();
        insight = Insight.of(handshake.session().state(), token.userId());
    }

    long id() {
        return id;
    }

    @Override
    public UserId userId() {
        return token.userId();
    }

    @Override
    public SessionId sessionId() {
        return handshake.session().id();
    }

    SessionState state() {
        return handshake.session().state();
    }

    String requestId() {
        return handshake.requestId();
    }

    AccessToken token() {
        return token;
    }

    Insight insight() {
        return insight;
    }

    ClientClock clock() {
        return clock;
    }

    Outbox outbox() {
        return outbox;
    }

    boolean listenOnly() {
        return token.listenOnly() || handshake.peer().listenOnly();
    }

    /** A fresh token of the same person came in. */
    void refreshed(AccessToken fresh) {
        token = fresh;
        clock.refreshed();
    }

    void send(ServerPayload payload) {
        outbox.offer(shared.codec.encode(payload));
    }

    void sendLatest(String key, ServerPayload payload) {
        outbox.offerLatest(key, shared.codec.encode(payload));
    }

    void send(ApiError error, @Nullable String frameId) {
        outbox.offer(shared.codec.error(error, frameId, handshake.requestId()));
    }

    /** A short-lived frame; people who wait see none, and the first frame of a connection is its snapshot. */
    void offer(OutgoingFrame frame) {
        if (isGreeted() && insight.admitted()) {
            outbox.offer(frame);
        }
    }

    /** As {@link #offer}; only the newest of its key matters. */
    void offerLatest(String key, OutgoingFrame frame) {
        if (isGreeted() && insight.admitted()) {
            outbox.offerLatest(key, frame);
        }
    }

    /** What changed before the greeting is told by it; what changes while it is put in line waits here, and comes after it. */
    private synchronized boolean isGreeted() {
        return greeted;
    }

    private synchronized void greet(Runnable firstFrame) {
        firstFrame.run();
        greeted = true;
    }

    @Override
    public void tell(PeerFrames.Server frame) {
        send(frame);
    }

    @Override
    public void tellList(PeerFrames.PeerList list) {
        sendLatest("peers", list);
    }

    void close(CloseCode code) {
        shared.connections.peers().gone(this);
        outbox.closeAfter(code.code(), code.name());
    }

    @Override
    public void snapshot(SessionState state, Cursor cursor) {
        insight = Insight.of(state, userId());
        sendSnapshot(state, cursor);
        shared.connections.present(this);
    }

    /** Encoded on this connection's own thread; events that it covers are not told again. */
    private void sendSnapshot(SessionState state, Cursor cursor) {
        if (!state.mayRefresh(userId())) {
            close(state.isEnded() ? CloseCode.SESSION_CLOSED : CloseCode.REMOVED);
            return;
        }
        coveredUpTo = state.sequence();
        var viewer = new SessionViews.Viewer(userId(), listenOnly());
        int provisional = handshake.session().provisional();
        greet(() -> outbox.offerLater(
                () -> shared.codec.encode(shared.views.snapshot(state, provisional, viewer), cursor, null)));
    }

    @Override
    public void resumed(Cursor cursor) {
        SessionState state = state();
        insight = Insight.of(state, userId());
        outbox.beginBurst();
        greet(() -> send(new Resumed((int) Math.min(Integer.MAX_VALUE, state.sequence() - cursor.sequence()))));
        shared.connections.present(this);
        if (state.sequence() == cursor.sequence()) {
            catchUp();
        } else {
            catchUpAt = state.sequence();
        }
    }

    @Override
    public void event(CommittedEvent event) {
        if (event.sequence() <= coveredUpTo) {
            return;
        }
        boolean mine = event.event() instanceof Event.RosterEvent && isAboutMe(event.event());
        Insight before = insight;
        if (mine) {
            insight = Insight.of(state(), userId());
        }
        Optional<EventPublisher.Told> told = shared.events.tell(event);
        told.filter(t -> t.audience().includes(before) || t.audience().includes(insight))
                .ifPresent(t -> outbox.offer(t.frame()));
        if (mine) {
            myselfChanged(event);
        }
        if (event.event() instanceof Event.SessionClosed) {
            if (!before.admitted()) {
                told.ifPresent(t -> outbox.offer(t.frame()));
            }
            close(CloseCode.SESSION_CLOSED);
        }
        if (event.sequence() == catchUpAt) {
            catchUp();
        }
    }

    private boolean isAboutMe(Event event) {
        return switch (event) {
            case Event.ParticipantAsked e -> e.userId().equals(userId());
            case Event.ParticipantJoined e -> e.userId().equals(userId());
            case Event.ParticipantRefused e -> e.userId().equals(userId());
            case Event.ParticipantRemoved e -> e.userId().equals(userId());
            case Event.ParticipantLeft e -> e.userId().equals(userId());
            case Event.ParticipantRoleChanged e -> e.userId().equals(userId());
            case Event.ParticipantRenamed e -> e.userId().equals(userId());
            default -> false;
        };
    }

    /** Whoever is let in, or gets another role, sees another session: it comes whole. */
    private void myselfChanged(CommittedEvent event) {
        switch (event.event()) {
            case Event.ParticipantJoined _ -> {
                shared.connections.present(this);
                sendSnapshot(state(), handshake.session().cursor());
            }
            case Event.ParticipantRoleChanged _ ->
                sendSnapshot(state(), handshake.session().cursor());
            case Event.ParticipantRefused _, Event.ParticipantRemoved _ -> leave(CloseCode.REMOVED);
            case Event.ParticipantLeft _ -> leave(CloseCode.LEFT);
            default -> {}
        }
    }

    private void leave(CloseCode code) {
        if (!state().mayRefresh(userId())) {
            close(code);
        }
    }

    /** After the missed events: who talks, who waits, who is here. */
    private void catchUp() {
        catchUpAt = -1;
        shared.connections.catchUp(this);
        outbox.endBurst();
    }

    @Override
    public void ended(End end) {
        close(CloseCode.GOING_AWAY);
    }
}
