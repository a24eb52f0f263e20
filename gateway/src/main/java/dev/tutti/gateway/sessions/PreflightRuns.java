package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.gateway.wire.PreflightMessages.PreflightRunAnswer;
import java.util.List;

/** Checks of everybody's device: in memory only, one at a time in a session. Thread-safe, never blocks. */
public interface PreflightRuns {
    /** Asks everybody who has a connection to measure; answers who that is. A newer run ends the one before. */
    List<String> start(SessionId session, String runId);

    /** The newest run and what came in of it. */
    PreflightRunAnswer newest(SessionId session);
}
