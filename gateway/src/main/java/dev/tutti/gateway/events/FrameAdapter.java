package dev.tutti.gateway.events;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionClock;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.sessions.TempoViews;
import dev.tutti.gateway.wire.ChannelFrames.ChannelListen;
import dev.tutti.gateway.wire.ClientPayload;
import dev.tutti.gateway.wire.CloseCode;
import dev.tutti.gateway.wire.ConnectionFrames;
import dev.tutti.gateway.wire.ConnectionFrames.AuthRefresh;
import dev.tutti.gateway.wire.ConnectionFrames.AuthRefreshed;
import dev.tutti.gateway.wire.ConnectionFrames.ClientPing;
import dev.tutti.gateway.wire.ConnectionFrames.ClientPong;
import dev.tutti.gateway.wire.ConnectionFrames.ServerPong;
import dev.tutti.gateway.wire.EmergencyFrames.EmergencyConfirm;
import dev.tutti.gateway.wire.FloorFrames;
import dev.tutti.gateway.wire.FloorFrames.FloorHold;
import dev.tutti.gateway.wire.FloorFrames.FloorRelease;
import dev.tutti.gateway.wire.FloorFrames.FloorRenew;
import dev.tutti.gateway.wire.FloorFrames.FloorRequest;
import dev.tutti.gateway.wire.FloorFrames.FloorRevoke;
import dev.tutti.gateway.wire.ParticipantFrames;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsSample;
import dev.tutti.gateway.wire.ParticipantFrames.PresenceChange;
import dev.tutti.gateway.wire.PeerFrames;
import dev.tutti.gateway.wire.PreflightFrames.PreflightReport;
import dev.tutti.gateway.wire.TempoFrames;
import dev.tutti.gateway.wire.TempoFrames.ClockProbe;
import dev.tutti.gateway.wire.TempoFrames.ClockReply;
import dev.tutti.session.Rejections;
import dev.tutti.session.floor.FloorAsk;
import dev.tutti.session.floor.FloorInput;
import dev.tutti.session.floor.FloorLoop;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a client's frames and passes them on; a bad one gets an error with its id, and the connection goes on. Called on
 * the connection's receiving thread, one frame at a time.
 */
final class FrameAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrameAdapter.class);

    private final FrameCodec codec;
    private final Connections connections;
    private final FloorLoop floor;
    private final Authenticator authenticator;
    private final NanoClock clock;
    private final SessionClock sessionClock;

    /** Monotonic time for rates, session time for whoever asks. */
    record Clocks(NanoClock nano, SessionClock session) {}

    FrameAdapter(
            FrameCodec codec, Connections connections, FloorLoop floor, Authenticator authenticator, Clocks clocks) {
        this.codec = codec;
        this.connections = connections;
        this.floor = floor;
        this.authenticator = authenticator;
        clock = clocks.nano;
        sessionClock = clocks.session;
    }

    void received(EventConnection connection, String text) {
        long receivedUs = sessionClock.nowUs();
        switch (connection.clock().heard(clock.nanoTime())) {
            case FINE -> handle(connection, text, receivedUs);
            case TOO_FAST -> connection.send(tooFast(), codec.idOf(text));
            case FLOOD -> connection.close(CloseCode.TOO_MANY_FRAMES);
        }
    }

    private void handle(EventConnection connection, String text, long receivedUs) {
        try {
            FrameCodec.Received frame = codec.decode(text);
            try {
                if (frame.payload() instanceof ClockProbe probe) {
                    reply(connection, probe, receivedUs);
                } else {
                    handle(connection, frame.payload());
                }
            } catch (ApiError error) {
                refuse(connection, error, frame.id());
            }
        } catch (ApiError error) {
            refuse(connection, error, codec.idOf(text));
        } catch (RuntimeException e) {
            log.error("a frame of connection {} failed", connection.id(), e);
            connection.send(ApiErrors.internal(), null);
        }
    }

    /** The log has as many of them as help somebody who looks for one. */
    private void refuse(EventConnection connection, ApiError error, @Nullable String frameId) {
        if (connection.clock().refusalIsNews(clock.nanoTime())) {
            log.info("connection {}: a frame was refused with {}", connection.id(), error.code());
        }
        connection.send(error, frameId);
    }

    private void handle(EventConnection connection, ClientPayload payload) {
        switch (payload) {
            case ConnectionFrames.Client frame -> handle(connection, frame);
            case ParticipantFrames.Client frame -> handle(connection, frame);
            case ChannelListen frame -> listen(connection, frame);
            case FloorFrames.Client frame -> handle(connection, frame);
            case PreflightReport report -> measured(connection, report);
            case EmergencyConfirm frame -> confirm(connection, frame);
            case PeerFrames.Client frame -> peer(connection, frame);
            case TempoFrames.Client _ -> throw new IllegalStateException("probes were answered");
        }
    }

    private void peer(EventConnection connection, PeerFrames.Client frame) {
        admitted(connection);
        connections.peers().handle(connection, frame);
    }

    private void measured(EventConnection connection, PreflightReport report) {
        admitted(connection);
        connections.preflights().measured(connection.sessionId(), connection.userId(), report);
    }

    /** The time of the answer is taken when it leaves: what it waited in the outbox is not counted as way. */
    private void reply(EventConnection connection, ClockProbe probe, long receivedUs) {
        if (!connection.clock().probed(clock.nanoTime())) {
            throw tooFast();
        }
        connection
                .outbox()
                .offerLater(() -> codec.encode(new ClockReply(
                        probe.n(), probe.sentMs(), TempoViews.ms(receivedUs), TempoViews.ms(sessionClock.nowUs()))));
    }

    private void handle(EventConnection connection, ConnectionFrames.Client payload) {
        switch (payload) {
            case ClientPing ping -> connection.send(new ServerPong(ping.n()));
            case ClientPong _ -> {}
            case AuthRefresh refresh -> refresh(connection, refresh.token());
        }
    }

    private void refresh(EventConnection connection, String text) {
        AccessToken fresh = authenticator.authenticate(text);
        if (!fresh.userId().equals(connection.userId()) || !fresh.isFor(connection.sessionId())) {
            throw ApiErrors.tokenInvalid();
        }
        connection.refreshed(fresh);
        connection.send(new AuthRefreshed(fresh.expiresAt(), connection.listenOnly()));
    }

    private void handle(EventConnection connection, ParticipantFrames.Client payload) {
        admitted(connection);
        switch (payload) {
            case PresenceChange change -> connections.says(connection, change.state());
            case MetricsSample sample ->
                connections.metrics().measured(connection.sessionId(), connection.userId(), sample);
        }
    }

    private void confirm(EventConnection connection, EmergencyConfirm frame) {
        admitted(connection);
        if (!connections.confirm(connection, channel(frame.channelId()))) {
            throw new ApiError(409, "EMERGENCY_OVER", "There is no emergency in this channel any more.");
        }
    }

    private void listen(EventConnection connection, ChannelListen frame) {
        admitted(connection);
        post(new FloorInput.Listen(
                connection.sessionId(),
                connection.userId(),
                frame.channelIds().stream().map(FrameAdapter::channel).collect(Collectors.toSet())));
    }

    private void handle(EventConnection connection, FloorFrames.Client payload) {
        admitted(connection);
        post(
                switch (payload) {
                    case FloorRequest request -> ask(connection, request);
                    case FloorHold hold ->
                        new FloorInput.Hold(connection.sessionId(), connection.id(), hold.requestId(), hold.holding());
                    case FloorRenew renew ->
                        new FloorInput.Renew(connection.sessionId(), connection.id(), renew.leaseId());
                    case FloorRelease release -> release(connection, release);
                    case FloorRevoke revoke -> revoke(connection, revoke);
                });
    }

    private static FloorInput revoke(EventConnection connection, FloorRevoke revoke) {
        if (connection.listenOnly()) {
            throw ApiErrors.listenOnly();
        }
        return new FloorInput.Revoke(connection.sessionId(), connection.userId(), channel(revoke.channelId()));
    }

    private FloorInput ask(EventConnection connection, FloorRequest request) {
        connection.clock().asked(clock.nanoTime());
        return new FloorInput.Ask(
                connection.sessionId(),
                new FloorAsk(
                        connection.userId(),
                        channel(request.channelId()),
                        connection.id(),
                        request.requestId(),
                        request.holding(),
                        Boolean.TRUE.equals(request.emergency()),
                        connection.listenOnly(),
                        null));
    }

    private static FloorInput release(EventConnection connection, FloorRelease release) {
        @Nullable String lease = release.leaseId();
        @Nullable String request = release.requestId();
        if (lease == null && request == null) {
            throw ApiErrors.invalid("lease_id", "Say which lease or which request.");
        }
        return new FloorInput.Release(connection.sessionId(), connection.id(), lease, request);
    }

    private static ChannelId channel(String id) {
        if (!ChannelId.isValid(id)) {
            throw new ApiError(404, "CHANNEL_UNKNOWN", "This channel is gone. Choose another.");
        }
        return new ChannelId(id);
    }

    private void post(FloorInput input) {
        if (!floor.post(input)) {
            throw new ApiError(503, "BUSY", "The hub is very busy. Try again in a moment.");
        }
    }

    private static void admitted(EventConnection connection) {
        if (!connection.insight().admitted()) {
            throw new ApiError(403, "NOT_ADMITTED", Rejections.notAdmitted().message());
        }
    }

    private static ApiError tooFast() {
        return new ApiError(429, "TOO_MANY_FRAMES", "That was too many frames at once. This one was not read.");
    }
}
