package dev.tutti.gateway.events;

import dev.tutti.foundation.UserId;
import dev.tutti.gateway.sessions.RehearsalViews;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.socket.OutgoingFrame;
import dev.tutti.gateway.wire.ChannelFrames.ChannelCreate;
import dev.tutti.gateway.wire.ChannelFrames.ChannelDelete;
import dev.tutti.gateway.wire.ChannelFrames.ChannelUpdate;
import dev.tutti.gateway.wire.ParticipantFrames.LeaveReason;
import dev.tutti.gateway.wire.ParticipantFrames.ParticipantJoin;
import dev.tutti.gateway.wire.ParticipantFrames.ParticipantLeave;
import dev.tutti.gateway.wire.ParticipantFrames.ParticipantUpdate;
import dev.tutti.gateway.wire.ParticipantFrames.ParticipantWaiting;
import dev.tutti.gateway.wire.ServerPayload;
import dev.tutti.gateway.wire.SessionFrames.InviteCreate;
import dev.tutti.gateway.wire.SessionFrames.InviteRevoke;
import dev.tutti.gateway.wire.SessionFrames.SessionClose;
import dev.tutti.gateway.wire.SessionFrames.SessionUpdate;
import dev.tutti.gateway.wire.SessionFrames.SettingsUpdate;
import dev.tutti.gateway.wire.SessionMessages.Admission;
import dev.tutti.gateway.wire.SessionMessages.Ducking;
import dev.tutti.gateway.wire.SessionMessages.VoiceWay;
import dev.tutti.session.Capability;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CueEvent;
import dev.tutti.session.Displaced;
import dev.tutti.session.Event;
import dev.tutti.session.MergeEvent;
import dev.tutti.session.Participant;
import dev.tutti.session.SessionState;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.Settings;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.TempoEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the committed events of one session into frames, each encoded once however many are told; only the session's
 * writer thread calls it.
 */
final class EventPublisher {
    private static final int REMEMBERED = 1024;

    private final FrameCodec codec;
    private final SessionViews views;
    private final Supplier<SessionState> state;
    private final Map<Long, Optional<Told>> encoded = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<Told>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** A frame and who may see it. */
    record Told(Audience audience, OutgoingFrame frame) {}

    /** A payload and who may see it. */
    record Said(Audience audience, ServerPayload payload) {}

    /** @param state the newest committed state, at least as new as the event being told */
    EventPublisher(FrameCodec codec, SessionViews views, Supplier<SessionState> state) {
        this.codec = codec;
        this.views = views;
        this.state = state;
    }

    /** The event's frame; none for history that clients are not told. */
    Optional<Told> tell(CommittedEvent event) {
        return encoded.computeIfAbsent(
                event.sequence(),
                _ -> say(event).map(said -> new Told(said.audience, codec.encode(said.payload, event))));
    }

    private Optional<Said> say(CommittedEvent committed) {
        return switch (committed.event()) {
            case Event.RosterEvent e -> roster(e);
            case Event.InviteEvent e -> invite(e);
            case Event.ChannelEvent e -> Optional.of(channel(e));
            case Event.SettingsChanged e -> insiders(settings(e.settings()));
            case Event.SessionCreated _ -> Optional.empty();
            case Event.SessionClosed e ->
                insiders(new SessionClose(e.by().value(), Instant.ofEpochMilli(committed.atMs())));
            case SlotEvent e -> Optional.of(RehearsalPayloads.of(e, state.get()));
            case SetlistEvent e -> insiders(RehearsalPayloads.of(e, state.get()));
            case CueEvent.CueSent e -> insiders(RehearsalViews.cue(e));
            case TempoEvent _ -> views.tempo().tempo(state.get()).map(tempo -> new Said(Audience.INSIDERS, tempo));
            case MergeEvent.MergeDisplaced e ->
                Optional.of(new Said(
                        Audience.who(Capability.SESSION_CLOSE).and(e.author()),
                        SessionViews.displaced(Displaced.of(e, committed.atMs()))));
            case Event.FloorEvent _ -> Optional.empty();
        };
    }

    private Optional<Said> roster(Event.RosterEvent event) {
        return switch (event) {
            case Event.ParticipantAsked e ->
                participant(e.userId())
                        .map(p -> new Said(
                                Audience.who(Capability.PARTICIPANT_APPROVE),
                                new ParticipantWaiting(SessionViews.waiting(p))));
            case Event.ParticipantJoined e ->
                participant(e.userId())
                        .map(p -> new Said(
                                Audience.INSIDERS.and(e.userId()),
                                new ParticipantJoin(views.participant(state.get(), p))));
            case Event.ParticipantRefused e ->
                Optional.of(new Said(
                        Audience.who(Capability.PARTICIPANT_APPROVE).and(e.userId()),
                        new ParticipantLeave(e.userId().value(), LeaveReason.REFUSED)));
            case Event.ParticipantRemoved e -> left(e.userId(), LeaveReason.REMOVED);
            case Event.ParticipantLeft e -> left(e.userId(), LeaveReason.LEFT);
            case Event.ParticipantRoleChanged e -> updated(e.userId());
            case Event.ParticipantRenamed e -> updated(e.userId());
        };
    }

    private Optional<Said> left(UserId userId, LeaveReason reason) {
        return Optional.of(new Said(Audience.INSIDERS.and(userId), new ParticipantLeave(userId.value(), reason)));
    }

    private Optional<Said> updated(UserId userId) {
        return participant(userId)
                .map(p -> new Said(Audience.INSIDERS, new ParticipantUpdate(views.participant(state.get(), p))));
    }

    private Optional<Participant> participant(UserId userId) {
        return state.get().roster().find(userId);
    }

    private Optional<Said> invite(Event.InviteEvent event) {
        @Nullable ServerPayload payload = switch (event) {
            case Event.InviteCreated e -> new InviteCreate(views.invite(e.invite()));
            case Event.InviteUsed e ->
                state.get()
                        .invites()
                        .find(e.code())
                        .map(invite -> new InviteCreate(views.invite(invite)))
                        .orElse(null);
            case Event.InviteRevoked e -> new InviteRevoke(e.code().value());
            case Event.CodeRotated _ -> new SessionUpdate(SessionViews.session(state.get(), true));
        };
        return Optional.ofNullable(payload).map(p -> new Said(Audience.who(Capability.INVITE_MANAGE), p));
    }

    private Said channel(Event.ChannelEvent event) {
        return new Said(
                Audience.INSIDERS,
                switch (event) {
                    case Event.ChannelCreated e -> new ChannelCreate(SessionViews.channel(state.get(), e.channel()));
                    case Event.ChannelChanged e -> new ChannelUpdate(SessionViews.channel(state.get(), e.channel()));
                    case Event.ChannelDeleted e ->
                        new ChannelDelete(e.channelId().value());
                });
    }

    private static SettingsUpdate settings(Settings now) {
        return new SettingsUpdate(
                now.name(),
                Admission.valueOf(now.admission().name()),
                now.discoverable(),
                Ducking.valueOf(now.ducking().name()),
                now.talkLimitS(),
                VoiceWay.valueOf(now.voice().name()));
    }

    private static Optional<Said> insiders(ServerPayload payload) {
        return Optional.of(new Said(Audience.INSIDERS, payload));
    }
}
