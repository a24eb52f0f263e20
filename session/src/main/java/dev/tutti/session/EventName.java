package dev.tutti.session;

import java.util.Optional;

/** The name of each event in the log: a thing and what happened to it, in the past tense. */
public final class EventName {
    private EventName() {}

    public static String of(Event event) {
        return switch (event) {
            case Event.SessionCreated _ -> "session.created";
            case Event.SessionClosed _ -> "session.closed";
            case Event.ParticipantAsked _ -> "participant.asked";
            case Event.ParticipantJoined _ -> "participant.joined";
            case Event.ParticipantRefused _ -> "participant.refused";
            case Event.ParticipantRemoved _ -> "participant.removed";
            case Event.ParticipantLeft _ -> "participant.left";
            case Event.ParticipantRoleChanged _ -> "participant.role_changed";
            case Event.ParticipantRenamed _ -> "participant.renamed";
            case Event.InviteCreated _ -> "invite.created";
            case Event.InviteRevoked _ -> "invite.revoked";
            case Event.InviteUsed _ -> "invite.used";
            case Event.CodeRotated _ -> "code.rotated";
            case Event.ChannelCreated _ -> "channel.created";
            case Event.ChannelChanged _ -> "channel.changed";
            case Event.ChannelDeleted _ -> "channel.deleted";
            case Event.SettingsChanged _ -> "settings.changed";
            case Event.FloorGranted _ -> "floor.granted";
            case Event.FloorReleased _ -> "floor.released";
            case SlotEvent.SlotDefined _ -> "slot.defined";
            case SlotEvent.SlotRemoved _ -> "slot.removed";
            case SlotEvent.SlotAssigned _ -> "slot.assigned";
            case SlotEvent.SlotReleased _ -> "slot.released";
            case SlotEvent.SlotClaimed _ -> "slot.claimed";
            case SlotEvent.SlotClaimEnded _ -> "slot.claim_ended";
            case SetlistEvent.SetlistReplaced _ -> "setlist.replaced";
            case SetlistEvent.SetlistItemAdded _ -> "setlist.item_added";
            case SetlistEvent.SetlistItemChanged _ -> "setlist.item_changed";
            case SetlistEvent.SetlistItemMoved _ -> "setlist.item_moved";
            case SetlistEvent.SetlistItemRemoved _ -> "setlist.item_removed";
            case SetlistEvent.SetlistItemRestored _ -> "setlist.item_restored";
            case SetlistEvent.SongSelected _ -> "song.selected";
            case CueEvent.CueSent _ -> "cue.sent";
            case TempoEvent.TempoChanged _ -> "tempo.changed";
            case TempoEvent.TempoChangeUndone _ -> "tempo.change_undone";
            case TempoEvent.TempoStarted _ -> "tempo.started";
            case TempoEvent.TempoStopped _ -> "tempo.stopped";
            case TempoEvent.TempoHandoffPlanned _ -> "tempo.handoff_planned";
            case TempoEvent.TempoHandedOver _ -> "tempo.handed_over";
            case TempoEvent.TempoAuthorityLost _ -> "tempo.authority_lost";
            case MergeEvent.MergeDisplaced _ -> "merge.displaced";
        };
    }

    /** The type of events with that name; empty for a name that a newer version wrote. */
    public static Optional<Class<? extends Event>> type(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "session.created" -> Event.SessionCreated.class;
                    case "session.closed" -> Event.SessionClosed.class;
                    case "participant.asked" -> Event.ParticipantAsked.class;
                    case "participant.joined" -> Event.ParticipantJoined.class;
                    case "participant.refused" -> Event.ParticipantRefused.class;
                    case "participant.removed" -> Event.ParticipantRemoved.class;
                    case "participant.left" -> Event.ParticipantLeft.class;
                    case "participant.role_changed" -> Event.ParticipantRoleChanged.class;
                    case "participant.renamed" -> Event.ParticipantRenamed.class;
                    case "invite.created" -> Event.InviteCreated.class;
                    case "invite.revoked" -> Event.InviteRevoked.class;
                    case "invite.used" -> Event.InviteUsed.class;
                    case "code.rotated" -> Event.CodeRotated.class;
                    case "channel.created" -> Event.ChannelCreated.class;
                    case "channel.changed" -> Event.ChannelChanged.class;
                    case "channel.deleted" -> Event.ChannelDeleted.class;
                    case "settings.changed" -> Event.SettingsChanged.class;
                    case "floor.granted" -> Event.FloorGranted.class;
                    case "floor.released" -> Event.FloorReleased.class;
                    case "slot.defined" -> SlotEvent.SlotDefined.class;
                    case "slot.removed" -> SlotEvent.SlotRemoved.class;
                    case "slot.assigned" -> SlotEvent.SlotAssigned.class;
                    case "slot.released" -> SlotEvent.SlotReleased.class;
                    case "slot.claimed" -> SlotEvent.SlotClaimed.class;
                    case "slot.claim_ended" -> SlotEvent.SlotClaimEnded.class;
                    case "setlist.replaced" -> SetlistEvent.SetlistReplaced.class;
                    case "setlist.item_added" -> SetlistEvent.SetlistItemAdded.class;
                    case "setlist.item_changed" -> SetlistEvent.SetlistItemChanged.class;
                    case "setlist.item_moved" -> SetlistEvent.SetlistItemMoved.class;
                    case "setlist.item_removed" -> SetlistEvent.SetlistItemRemoved.class;
                    case "setlist.item_restored" -> SetlistEvent.SetlistItemRestored.class;
                    case "song.selected" -> SetlistEvent.SongSelected.class;
                    case "cue.sent" -> CueEvent.CueSent.class;
                    case "tempo.changed" -> TempoEvent.TempoChanged.class;
                    case "tempo.change_undone" -> TempoEvent.TempoChangeUndone.class;
                    case "tempo.started" -> TempoEvent.TempoStarted.class;
                    case "tempo.stopped" -> TempoEvent.TempoStopped.class;
                    case "tempo.handoff_planned" -> TempoEvent.TempoHandoffPlanned.class;
                    case "tempo.handed_over" -> TempoEvent.TempoHandedOver.class;
                    case "tempo.authority_lost" -> TempoEvent.TempoAuthorityLost.class;
                    case "merge.displaced" -> MergeEvent.MergeDisplaced.class;
                    default -> null;
                });
    }
}
