package dev.tutti.gateway.sessions;

import dev.tutti.foundation.Sha256;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.PreflightMessages.PreflightAnswer;
import dev.tutti.session.Capability;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;

/** The check of everybody's device before doors open. */
public final class PreflightHandlers {
    private final Commands commands;
    private final PreflightRuns runs;

    public PreflightHandlers(Sessions sessions, PreflightRuns runs) {
        this.commands = new Commands(sessions);
        this.runs = runs;
    }

    public Reply start(Call call) {
        SessionState state = allowed(call, Capability.PREFLIGHT_RUN);
        String runId = new Sha256()
                .text("preflight")
                .text(state.id().value())
                .text(call.caller().userId().value())
                .text(call.idempotencyKey())
                .hex(8);
        return Reply.ok(new PreflightAnswer(runId, runs.start(state.id(), runId)));
    }

    public Reply newest(Call call) {
        return Reply.ok(runs.newest(allowed(call, Capability.METRICS_VIEW).id()));
    }

    private SessionState allowed(Call call, Capability needed) {
        SessionState state = commands.session(call).state();
        if (state.isEnded()) {
            throw Refusals.of(Rejections.sessionClosed());
        }
        if (!state.may(call.caller().userId(), needed)) {
            throw Refusals.of(Rejections.notAllowed(state, call.caller().userId(), needed));
        }
        return state;
    }
}
