package dev.tutti.gateway.wire;

import dev.tutti.gateway.wire.ParticipantFrames.MetricsReport;
import java.util.List;

/** How everybody's link and click are, asked for. */
public interface MetricsMessages {
    /** The newest report of each device that was heard of in the last half minute. */
    record MetricsAnswer(List<MetricsReport> metrics) {}
}
