package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.ParticipantMessages.ParticipantView;
import dev.tutti.gateway.wire.ParticipantMessages.PresenceState;
import dev.tutti.gateway.wire.ParticipantMessages.WaitingView;
import org.jspecify.annotations.Nullable;

/** People come, go, change, and how their link is. */
public interface ParticipantFrames {
    sealed interface Server extends ServerPayload
            permits ParticipantWaiting,
                    ParticipantJoin,
                    ParticipantLeave,
                    ParticipantUpdate,
                    PresenceUpdate,
                    ParticipantMute,
                    NodesReach,
                    MetricsReport {}

    sealed interface Client extends ClientPayload permits PresenceChange, MetricsSample {}

    /** Why somebody is no longer in the session. */
    enum LeaveReason {
        LEFT,
        REMOVED,
        REFUSED
    }

    /** For those who may approve. */
    @FrameType(value = "participant.waiting", durable = true)
    record ParticipantWaiting(WaitingView participant) implements Server {}

    @FrameType(value = "participant.join", durable = true)
    record ParticipantJoin(ParticipantView participant) implements Server {}

    @FrameType(value = "participant.leave", durable = true)
    record ParticipantLeave(String userId, LeaveReason reason) implements Server {}

    @FrameType(value = "participant.update", durable = true)
    record ParticipantUpdate(ParticipantView participant) implements Server {}

    /** @param sinceMs how long this state has lasted */
    @FrameType("presence.update")
    record PresenceUpdate(String userId, PresenceState state, long sinceMs) implements Server {}

    /** Their microphone went on or off, as far as media knows; coalesced, the latest of each person. */
    @FrameType("participant.mute")
    record ParticipantMute(String userId, boolean muted) implements Server {}

    /** So many nodes of the hub are out of reach from this one, and the people there; 0 when all are back. */
    @FrameType("nodes.reach")
    record NodesReach(int away) implements Server {}

    /** For those who see metrics; coalesced, the latest of each person. A figure that is missing was not measured. */
    @FrameType("metrics.report")
    record MetricsReport(
            String userId,
            int rttMs,
            @Nullable Double lossPct,
            @Nullable Double jitterMs,
            int bitrateBps,
            @Nullable Double driftMs,
            @Nullable Boolean drifts,
            @Nullable Double clockErrorMs,
            @Nullable Double outputLatencyMs)
            implements Server {}

    @FrameType("presence.update")
    record PresenceChange(PresenceState state) implements Client {}

    /**
     * @param lossPct of the voice, the worse direction; missing where no voice went, as jitter is
     * @param driftMs how far this device's click is off the plan, smoothed; positive is late
     * @param drifts whether the click has been off by over 8 ms for 4 s, which is worth a warning
     * @param clockErrorMs how well it knows session time: the estimate cannot be off by more
     * @param outputLatencyMs from its audio clock to the ear, as calibrated or as the browser says
     */
    @FrameType("metrics.report")
    record MetricsSample(
            @Limit(max = 60_000) int rttMs,
            @Nullable @Limit(max = 100) Double lossPct,
            @Nullable @Limit(max = 60_000) Double jitterMs,
            @Limit(max = 100_000_000) int bitrateBps,
            @Nullable @Limit(min = -60_000, max = 60_000) Double driftMs,
            @Nullable Boolean drifts,
            @Nullable @Limit(max = 60_000) Double clockErrorMs,
            @Nullable @Limit(max = 10_000) Double outputLatencyMs)
            implements Client {}
}
