package dev.tutti.gateway.sessions;

import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.CueMessages.CueAnswer;
import dev.tutti.gateway.wire.CueMessages.CueRequest;
import dev.tutti.gateway.wire.CueMessages.CueTime;
import dev.tutti.session.CueCommand;
import dev.tutti.session.CueEvent.CueSent;
import dev.tutti.session.CueKind;
import dev.tutti.session.core.Sessions;

/** Silent signals. */
public final class CueHandlers {
    private final Commands commands;

    public CueHandlers(Sessions sessions) {
        this.commands = new Commands(sessions);
    }

    public Reply send(Call call) {
        CueRequest request = call.body(CueRequest.class);
        Integer barsAhead = request.barsAhead();
        int bars = request.at() == CueTime.NOW ? 0 : barsAhead == null ? 1 : barsAhead;
        var command = new CueCommand.SendCue(WireEnums.to(CueKind.class, request.kind()), request.text(), bars);
        CueSent cue = commands.run(call, command).events().stream()
                .filter(CueSent.class::isInstance)
                .map(CueSent.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no cue was sent"));
        return Reply.created(new CueAnswer(cue.cueId().value(), cue.atBar(), cue.atMs()));
    }
}
