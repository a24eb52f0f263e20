package dev.tutti.gateway.wire;

/** What a client says on {@code /ws}. */
public sealed interface ClientPayload
        permits ConnectionFrames.Client,
                ParticipantFrames.Client,
                ChannelFrames.Client,
                FloorFrames.Client,
                PreflightFrames.Client,
                EmergencyFrames.Client,
                TempoFrames.Client,
                PeerFrames.Client {}
