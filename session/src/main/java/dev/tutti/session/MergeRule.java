package dev.tutti.session;

/** How an event from an island comes home (cluster.md section 8); an event without a rule does not compile. */
public enum MergeRule {
    /** It happened: always appended as itself. */
    FACT,
    /** A claim on one thing: itself if that thing is unchanged in the main line, otherwise displaced. */
    CLAIM,
    /** A restriction: always itself, and it wins over any permission. */
    RESTRICTION;

    public static MergeRule of(Event event) {
        return switch (event) {
            case Event.ParticipantAsked _,
                    Event.ParticipantLeft _,
                    Event.ParticipantRenamed _,
                    Event.InviteUsed _,
                    Event.FloorGranted _,
                    Event.FloorReleased _,
                    SlotEvent.SlotClaimed _,
                    SlotEvent.SlotClaimEnded _,
                    CueEvent.CueSent _,
                    TempoEvent.TempoAuthorityLost _,
                    MergeEvent _ -> FACT;
            case Event.SessionCreated _,
                    Event.ParticipantJoined _,
                    Event.ParticipantRoleChanged _,
                    Event.InviteCreated _,
                    Event.CodeRotated _,
                    Event.ChannelCreated _,
                    Event.ChannelChanged _,
                    Event.ChannelDeleted _,
                    Event.SettingsChanged _,
                    SlotEvent.SlotDefined _,
                    SlotEvent.SlotRemoved _,
                    SlotEvent.SlotAssigned _,
                    SlotEvent.SlotReleased _,
                    SetlistEvent _,
                    TempoEvent.TempoChanged _,
                    TempoEvent.TempoChangeUndone _,
                    TempoEvent.TempoStarted _,
                    TempoEvent.TempoStopped _,
                    TempoEvent.TempoHandoffPlanned _,
                    TempoEvent.TempoHandedOver _ -> CLAIM;
            case Event.SessionClosed _, Event.ParticipantRefused _, Event.ParticipantRemoved _, Event.InviteRevoked _ ->
                RESTRICTION;
        };
    }
}
