package dev.tutti.gateway.wire;

import org.jspecify.annotations.Nullable;

/** One button measures every device; nothing of it stands in the log. */
public interface PreflightFrames {
    sealed interface Server extends ServerPayload permits PreflightStart, PreflightResult {}

    sealed interface Client extends ClientPayload permits PreflightReport {}

    /** What the microphone test found: sound, silence, no permission, no device. */
    enum MicrophoneCheck {
        OK,
        SILENT,
        BLOCKED,
        NONE
    }

    /** Measure, then send {@code preflight.report}. */
    @FrameType("preflight.start")
    record PreflightStart(String runId) implements Server {}

    /** For those who see metrics. */
    @FrameType("preflight.result")
    record PreflightResult(
            String runId,
            String userId,
            int rttMs,
            double lossPct,
            double jitterMs,
            @Nullable Double driftMs,
            MicrophoneCheck microphone,
            @Nullable Double outputLatencyMs)
            implements Server {}

    @FrameType("preflight.report")
    record PreflightReport(
            @Limit(min = 1, max = 64) String runId,
            @Limit(max = 60_000) int rttMs,
            @Limit(max = 100) double lossPct,
            @Limit(max = 60_000) double jitterMs,
            @Nullable @Limit(min = -60_000, max = 60_000) Double driftMs,
            MicrophoneCheck microphone,
            @Nullable @Limit(max = 60_000) Double outputLatencyMs)
            implements Client {}
}
