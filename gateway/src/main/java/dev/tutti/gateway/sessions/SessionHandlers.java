package dev.tutti.gateway.sessions;

import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.SessionMessages.CodeAnswer;
import dev.tutti.gateway.wire.SessionMessages.CreateSessionAnswer;
import dev.tutti.gateway.wire.SessionMessages.CreateSessionRequest;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.gateway.wire.SessionMessages.FloorMode;
import dev.tutti.gateway.wire.SessionMessages.MediaTokenAnswer;
import dev.tutti.gateway.wire.SessionMessages.MediaTokenRequest;
import dev.tutti.gateway.wire.SessionMessages.SessionAnswer;
import dev.tutti.gateway.wire.SessionMessages.SessionListAnswer;
import dev.tutti.gateway.wire.SessionMessages.SettingsRequest;
import dev.tutti.session.Admission;
import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Ducking;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.SettingsPatch;
import dev.tutti.session.VoiceWay;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.util.stream.Stream;

/** The session as a whole: made, listed, seen, changed, ended, and its voice. */
public final class SessionHandlers {
    private static final String NAMELESS = "Owner";

    private final Sessions sessions;
    private final Commands commands;
    private final SessionViews views;
    private final MediaTokens mediaTokens;

    public SessionHandlers(Sessions sessions, SessionViews views, MediaTokens mediaTokens) {
        this.sessions = sessions;
        this.commands = new Commands(sessions);
        this.views = views;
        this.mediaTokens = mediaTokens;
    }

    public Reply create(Call call) {
        CreateSessionRequest request = call.body(CreateSessionRequest.class);
        AccessToken caller = call.caller();
        var command = new CreateSession(
                request.name(),
                WireEnums.to(SessionKind.class, request.kind()),
                request.admission() == null ? Admission.APPROVAL : WireEnums.to(Admission.class, request.admission()),
                Boolean.TRUE.equals(request.discoverable()),
                caller.name().isEmpty() ? NAMELESS : caller.name());
        return switch (sessions.create(caller.userId(), call.idempotencyKey(), command)) {
            case Sessions.Creation.Refused refused -> throw Refusals.of(refused.rejection());
            case Sessions.Creation.Created created -> {
                SessionState state = created.session().state();
                yield Reply.created(new CreateSessionAnswer(
                        state.id().value(), state.invites().code().value(), SessionViews.session(state, true)));
            }
        };
    }

    /** An owner sees all that live; others those they are in or wait for, and the one their code is for. */
    public Reply list(Call call) {
        AccessToken caller = call.caller();
        Stream<SessionWriter> visible = caller.isOwner()
                ? sessions.live().stream()
                : sessions.live().stream()
                        .filter(writer -> writer.state().mayRefresh(caller.userId()) || caller.isFor(writer.id()));
        return Reply.ok(new SessionListAnswer(
                visible.map(writer -> SessionViews.listing(writer.state())).toList()));
    }

    public Reply snapshot(Call call) {
        SessionWriter writer = commands.session(call);
        SessionState state = writer.state();
        if (state.isEnded()) {
            throw Refusals.of(Rejections.sessionClosed());
        }
        return Reply.ok(views.snapshot(state, writer.provisional(), viewer(call)));
    }

    static SessionViews.Viewer viewer(Call call) {
        AccessToken caller = call.caller();
        boolean listenOnly = caller.listenOnly() || call.peer().listenOnly();
        return new SessionViews.Viewer(caller.userId(), listenOnly);
    }

    public Reply settings(Call call) {
        SettingsRequest request = call.body(SettingsRequest.class);
        var patch = new SettingsPatch(
                request.name(),
                WireEnums.toOrNull(Admission.class, request.admission()),
                request.discoverable(),
                WireEnums.toOrNull(Ducking.class, request.ducking()),
                request.talkLimitS(),
                WireEnums.toOrNull(VoiceWay.class, request.voice()));
        SessionState state =
                commands.run(call, new Command.ChangeSettings(patch)).state();
        boolean withCode = state.may(call.caller().userId(), Capability.INVITE_MANAGE);
        return Reply.ok(new SessionAnswer(SessionViews.session(state, withCode)));
    }

    public Reply rotateCode(Call call) {
        SessionState state = commands.run(call, new Command.RotateCode()).state();
        return Reply.ok(new CodeAnswer(state.invites().code().value()));
    }

    public Reply close(Call call) {
        commands.run(call, new Command.Close());
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply mediaToken(Call call) {
        SessionState state = commands.session(call).state();
        AccessToken caller = call.caller();
        Participant you = state.roster()
                .find(caller.userId())
                .filter(p -> p.isAdmitted() && !state.isEnded())
                .orElseThrow(() -> Refusals.of(Rejections.notAdmitted()));
        boolean listenOnly = caller.listenOnly() || call.peer().listenOnly();
        boolean publish = !listenOnly && state.may(you.userId(), Capability.FLOOR_TALK);
        boolean muteIsFloor = call.body(MediaTokenRequest.class).floor() != FloorMode.WS;
        MediaTokens.Issued issued =
                mediaTokens.issue(new MediaTokens.Request(state.id(), you.userId(), you.name(), publish, muteIsFloor));
        return Reply.ok(new MediaTokenAnswer(
                call.peer().socketUrl(),
                issued.token(),
                issued.room(),
                you.userId().value()));
    }
}
