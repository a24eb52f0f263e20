package dev.tutti.session;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants of a session that exists; null in a patch leaves the thing as it is. */
public sealed interface Command
        permits Command.RosterCommand,
                Command.InviteCommand,
                Command.ChannelCommand,
                Command.SettingsCommand,
                Command.LifecycleCommand,
                Command.FloorCommand,
                SlotCommand,
                SetlistCommand,
                CueCommand,
                TempoCommand {

    /** Who is in the session, and as what. */
    sealed interface RosterCommand extends Command {}

    /** Doors: invites and the join code. */
    sealed interface InviteCommand extends Command {}

    /** Talk groups. */
    sealed interface ChannelCommand extends Command {}

    /** What holds for everybody. */
    sealed interface SettingsCommand extends Command {}

    /** The session as a whole. */
    sealed interface LifecycleCommand extends Command {}

    /** History of the floor, appended after the fact by the hub itself. */
    sealed interface FloorCommand extends Command {}

    /** The actor wants in. */
    record Join(String name, Grant grant) implements RosterCommand {}

    /** Lets somebody in who waits, or who was removed; no role means the kind's ordinary one. */
    record Approve(UserId userId, @Nullable String role) implements RosterCommand {}

    record Refuse(UserId userId) implements RosterCommand {}

    /**
     * Removes a participant, or refuses one who waits.
     *
     * @param invites those by which he came, as far as the hub knows: they are shut behind him
     */
    record Remove(UserId userId, List<InviteCode> invites) implements RosterCommand {
        public Remove {
            invites = List.copyOf(invites);
        }

        public Remove(UserId userId) {
            this(userId, List.of());
        }
    }

    record Leave() implements RosterCommand {}

    record ChangeRole(UserId userId, String role) implements RosterCommand {}

    /** The actor changes his own name. */
    record Rename(String name) implements RosterCommand {}

    record CreateInvite(
            @Nullable String role,
            @Nullable Integer expiresInS,
            @Nullable Integer uses) implements InviteCommand {}

    record RevokeInvite(InviteCode code) implements InviteCommand {}

    record RotateCode() implements InviteCommand {}

    record CreateChannel(ChannelSpec spec) implements ChannelCommand {}

    record ChangeChannel(ChannelId channelId, ChannelSpec patch) implements ChannelCommand {}

    record DeleteChannel(ChannelId channelId) implements ChannelCommand {}

    record ChangeSettings(SettingsPatch patch) implements SettingsCommand {}

    record Close() implements LifecycleCommand {}

    record RecordFloorGranted(ChannelId channelId, Fence fence, boolean emergency) implements FloorCommand {}

    record RecordFloorReleased(ChannelId channelId, Fence fence, long talkMs, String reason) implements FloorCommand {}
}
