package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.PreflightFrames.PreflightResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starting a check of everybody's device, and what it has found so far. */
public interface PreflightMessages {
    /** Who is measured: everybody who has a connection. */
    record PreflightAnswer(String runId, List<String> userIds) {}

    /** The newest run; without a run id there was none. */
    record PreflightRunAnswer(@Nullable String runId, List<String> userIds, List<PreflightResult> results) {}
}
