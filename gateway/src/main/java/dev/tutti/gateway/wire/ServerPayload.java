package dev.tutti.gateway.wire;

/** What the hub says on {@code /ws}. */
public sealed interface ServerPayload
        permits ConnectionFrames.Server,
                SessionFrames.Server,
                ParticipantFrames.Server,
                ChannelFrames.Server,
                FloorFrames.Server,
                SlotFrames.Server,
                SetlistFrames.Server,
                CueFrames.Server,
                PreflightFrames.Server,
                EmergencyFrames.Server,
                TempoFrames.Server,
                MergeFrames.Server,
                PeerFrames.Server {}
