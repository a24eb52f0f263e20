package dev.tutti.gateway.sessions;

import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.MetricsMessages.MetricsAnswer;
import dev.tutti.gateway.wire.ParticipantFrames.MetricsSample;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.session.Capability;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;

/** How everybody's link and click are, by REST what {@code metrics.report} is on {@code /ws}. */
public final class MetricsHandlers {
    private final Commands commands;
    private final MetricsReports reports;

    public MetricsHandlers(Sessions sessions, MetricsReports reports) {
        this.commands = new Commands(sessions);
        this.reports = reports;
    }

    /** For those who see metrics. */
    public Reply newest(Call call) {
        SessionState state = commands.inside(call);
        var caller = call.caller().userId();
        if (!state.may(caller, Capability.METRICS_VIEW)) {
            throw Refusals.of(Rejections.notAllowed(state, caller, Capability.METRICS_VIEW));
        }
        return Reply.ok(new MetricsAnswer(reports.newest(state.id())));
    }

    public Reply report(Call call) {
        SessionState state = commands.inside(call);
        reports.measured(state.id(), call.caller().userId(), call.body(MetricsSample.class));
        return Reply.ok(new DoneAnswer(true));
    }
}
