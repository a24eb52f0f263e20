package dev.tutti.gateway.sessions;

import dev.tutti.foundation.UserId;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.TempoMessages.TempoAnswer;
import dev.tutti.gateway.wire.TempoMessages.TempoControllerRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoStartRequest;
import dev.tutti.gateway.wire.TempoMessages.TempoStopRequest;
import dev.tutti.session.CountIn;
import dev.tutti.session.Subdivision;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.TempoRun;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.songs.TimeSignature;
import org.jspecify.annotations.Nullable;

/** The click: changed, started, stopped, handed over. */
public final class TempoHandlers {
    private final Commands commands;
    private final SessionViews views;

    public TempoHandlers(Sessions sessions, SessionViews views) {
        commands = new Commands(sessions);
        this.views = views;
    }

    /** For whoever is in the session. */
    public Reply tempo(Call call) {
        return Reply.ok(new TempoAnswer(views.tempo().view(commands.inside(call))));
    }

    public Reply change(Call call) {
        TempoRequest request = call.body(TempoRequest.class);
        var patch = new TempoCommand.Patch(
                request.bpm(),
                signature(request.timeSignature()),
                WireEnums.toOrNull(Subdivision.class, request.subdivision()),
                request.accents());
        return run(
                call,
                new TempoCommand.ChangeTempo(patch, Boolean.TRUE.equals(request.urgent()), wide(request.atBar())));
    }

    public Reply undo(Call call) {
        return run(call, new TempoCommand.UndoTempoChange());
    }

    public Reply start(Call call) {
        TempoStartRequest request = call.body(TempoStartRequest.class);
        Integer bars = request.countInBars();
        Integer fromBar = request.fromBar();
        Double atMs = request.atMs();
        var countIn = request.countIn() == null ? CountIn.CLICK : WireEnums.to(CountIn.class, request.countIn());
        return run(
                call,
                new TempoCommand.StartTempo(
                        new TempoRun.CountingIn(bars == null ? 1 : bars, countIn),
                        atMs == null ? null : (Long) Math.round(atMs * 1_000),
                        fromBar == null ? 1 : fromBar));
    }

    public Reply stop(Call call) {
        TempoStopRequest request = call.body(TempoStopRequest.class);
        return run(call, new TempoCommand.StopTempo(Boolean.TRUE.equals(request.urgent()), wide(request.atBar())));
    }

    public Reply controller(Call call) {
        TempoControllerRequest request = call.body(TempoControllerRequest.class);
        return run(call, new TempoCommand.HandOverTempo(user(request.userId()), wide(request.atBar())));
    }

    private Reply run(Call call, TempoCommand command) {
        return Reply.ok(
                new TempoAnswer(views.tempo().view(commands.run(call, command).state())));
    }

    private static @Nullable Long wide(@Nullable Integer value) {
        return value == null ? null : Long.valueOf(value);
    }

    private static @Nullable UserId user(@Nullable String id) {
        if (id == null) {
            return null;
        }
        if (!UserId.isValid(id)) {
            throw ApiErrors.invalid("user_id", "user_id is not an id.");
        }
        return new UserId(id);
    }

    private static @Nullable TimeSignature signature(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return TimeSignature.of(text)
                .orElseThrow(
                        () -> ApiErrors.invalid("time_signature", "A time signature is 2/4, 3/4, 4/4, 6/8 or 12/8."));
    }
}
