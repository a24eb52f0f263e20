package dev.tutti.session;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.JoinCode;
import dev.tutti.foundation.UserId;
import org.jspecify.annotations.Nullable;

/** What happened; who did it and when stand in the {@link CommittedEvent} around it. */
public sealed interface Event
        permits Event.RosterEvent,
                Event.InviteEvent,
                Event.ChannelEvent,
                Event.SettingsEvent,
                Event.LifecycleEvent,
                Event.FloorEvent,
                SlotEvent,
                SetlistEvent,
                CueEvent,
                TempoEvent,
                MergeEvent {

    /** Who came, went, and became what. */
    sealed interface RosterEvent extends Event {}

    /** Doors opened and shut. */
    sealed interface InviteEvent extends Event {}

    /** Talk groups made, changed, gone. */
    sealed interface ChannelEvent extends Event {}

    /** What holds for everybody changed. */
    sealed interface SettingsEvent extends Event {}

    /** The session began or ended. */
    sealed interface LifecycleEvent extends Event {}

    /** Who talked; it changes no state. */
    sealed interface FloorEvent extends Event {
        ChannelId channelId();

        Fence fence();
    }

    /** Always the first event of a session, and only there. */
    record SessionCreated(SessionKind kind, Settings settings, JoinCode code, UserId createdBy)
            implements LifecycleEvent {}

    record SessionClosed(UserId by) implements LifecycleEvent {}

    record ParticipantAsked(UserId userId, String name, String role) implements RosterEvent {}

    /** In the session now; {@code admittedBy} is the host who said so, or nobody when the door was open. */
    record ParticipantJoined(
            UserId userId,
            String name,
            String role,
            @Nullable UserId admittedBy) implements RosterEvent {}

    record ParticipantRefused(UserId userId, UserId by) implements RosterEvent {}

    record ParticipantRemoved(UserId userId, UserId by) implements RosterEvent {}

    record ParticipantLeft(UserId userId) implements RosterEvent {}

    record ParticipantRoleChanged(UserId userId, String role, UserId by) implements RosterEvent {}

    record ParticipantRenamed(UserId userId, String name) implements RosterEvent {}

    record InviteCreated(Invite invite) implements InviteEvent {}

    record InviteRevoked(InviteCode code, UserId by) implements InviteEvent {}

    record InviteUsed(InviteCode code, UserId userId) implements InviteEvent {}

    record CodeRotated(JoinCode code, UserId by) implements InviteEvent {}

    record ChannelCreated(Channel channel) implements ChannelEvent {}

    /** The channel as it is from now on. */
    record ChannelChanged(Channel channel) implements ChannelEvent {}

    record ChannelDeleted(ChannelId channelId) implements ChannelEvent {}

    /** The settings as they are from now on. */
    record SettingsChanged(Settings settings) implements SettingsEvent {}

    record FloorGranted(ChannelId channelId, Fence fence, UserId userId, boolean emergency) implements FloorEvent {}

    record FloorReleased(ChannelId channelId, Fence fence, UserId userId, long talkMs, String reason)
            implements FloorEvent {}
}
