package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsReport;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsSample;
import java.util.List;

/** How everybody's link and click are, as their devices say: in memory only. Thread-safe, never blocks. */
public interface MetricsReports {
    /** What one device of somebody in the session says; those who see metrics are told within a second. */
    void measured(SessionId session, UserId user, MetricsSample sample);

    /** The newest of each person, of the last half minute. */
    List<MetricsReport> newest(SessionId session);
}
