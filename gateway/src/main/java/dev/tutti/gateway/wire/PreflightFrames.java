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

    /** Whether the voice gets through: on, on but without an answer from the hub, on its way, on its way back, not at all. */
    enum VoiceCheck {
        ON,
        UNANSWERED,
        CONNECTING,
        RECOVERING,
        FAILED
    }

    /** Measure, then send {@code preflight.report}. */
    @FrameType("preflight.start")
    record PreflightStart(String runId) implements Server {}

    /** For those who see metrics. */
    @FrameType("preflight.result")
    record PreflightResult(
            String runId,
            String userId,
            VoiceCheck voice,
            @Nullable Double rttMs,
            @Nullable Double lossPct,
            @Nullable Double jitterMs,
            @Nullable Double driftMs,
            @Nullable Double clockErrorMs,
            MicrophoneCheck microphone,
            @Nullable Double outputLatencyMs,
            @Nullable Boolean calibrated)
            implements Server {}

    /** What a device has measured; a figure that is missing was not measured. */
    @FrameType("preflight.report")
    record PreflightReport(
            @Limit(min = 1, max = 64) String runId,
            VoiceCheck voice,
            @Nullable @Limit(max = 60_000) Double rttMs,
            @Nullable @Limit(max = 100) Double lossPct,
            @Nullable @Limit(max = 60_000) Double jitterMs,
            @Nullable @Limit(min = -60_000, max = 60_000) Double driftMs,
            @Nullable @Limit(max = 60_000) Double clockErrorMs,
            MicrophoneCheck microphone,
            @Nullable @Limit(max = 60_000) Double outputLatencyMs,
            @Nullable Boolean calibrated)
            implements Client {}
}
