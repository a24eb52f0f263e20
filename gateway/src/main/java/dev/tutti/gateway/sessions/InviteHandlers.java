package dev.tutti.gateway.sessions;

import dev.tutti.foundation.InviteCode;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.InviteMessages.InviteListAnswer;
import dev.tutti.gateway.wire.InviteMessages.InviteRequest;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.session.Capability;
import dev.tutti.session.Command;
import dev.tutti.session.Event;
import dev.tutti.session.Invite;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Links that let people in, and the picture of such a link. */
public final class InviteHandlers {
    private final Commands commands;
    private final SessionViews views;

    public InviteHandlers(Sessions sessions, SessionViews views) {
        this.commands = new Commands(sessions);
        this.views = views;
    }

    public Reply create(Call call) {
        InviteRequest request = call.body(InviteRequest.class);
        Long expiresInS = request.expiresInS();
        var command = new Command.CreateInvite(
                request.role(), expiresInS == null ? null : Math.toIntExact(expiresInS), request.uses());
        Invite invite = commands.run(call, command).events().stream()
                .filter(Event.InviteCreated.class::isInstance)
                .map(event -> ((Event.InviteCreated) event).invite())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no invite was made"));
        return Reply.created(views.invite(invite));
    }

    public Reply list(Call call) {
        SessionState state = managed(call);
        return Reply.ok(new InviteListAnswer(
                state.invites().open().stream().map(views::invite).toList()));
    }

    public Reply revoke(Call call) {
        commands.session(call);
        InviteCode code = InviteCode.read(call.path("code")).orElseThrow(InviteHandlers::unknown);
        commands.run(call, new Command.RevokeInvite(code));
        return Reply.ok(new DoneAnswer(true));
    }

    /** The join link of the session's code, or of an invite's, as a picture; for those who may hand it on. */
    public Reply qr(Call call) {
        SessionState state = managed(call);
        String wanted = call.query().get("code");
        String code = wanted == null ? state.invites().code().value() : known(state, wanted);
        String svg = QrCode.svg(views.joinLink(code));
        return Reply.bytes("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String known(SessionState state, String wanted) {
        if (wanted.equals(state.invites().code().value())) {
            return wanted;
        }
        Optional<InviteCode> invite = InviteCode.read(wanted)
                .filter(code -> state.invites().find(code).isPresent());
        return invite.map(InviteCode::value).orElseThrow(InviteHandlers::unknown);
    }

    private SessionState managed(Call call) {
        SessionState state = commands.session(call).state();
        if (!state.may(call.caller().userId(), Capability.INVITE_MANAGE)) {
            throw Refusals.of(Rejections.notAllowed(state, call.caller().userId(), Capability.INVITE_MANAGE));
        }
        return state;
    }

    private static ApiError unknown() {
        return new ApiError(404, "CODE_UNKNOWN", "This session has no such code. It may have been taken back.");
    }
}
