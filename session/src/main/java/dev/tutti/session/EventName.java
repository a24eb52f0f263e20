package dev.tutti.session;

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
        };
    }
}
