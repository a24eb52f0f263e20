package dev.tutti.gateway.sessions;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.auth.Admittance;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.auth.TokenIssuer;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.wire.ParticipantMessages.ApproveRequest;
import dev.tutti.gateway.wire.ParticipantMessages.JoinAnswer;
import dev.tutti.gateway.wire.ParticipantMessages.JoinRequest;
import dev.tutti.gateway.wire.ParticipantMessages.JoinStatus;
import dev.tutti.gateway.wire.ParticipantMessages.ParticipantAnswer;
import dev.tutti.gateway.wire.ParticipantMessages.RoleRequest;
import dev.tutti.gateway.wire.SessionMessages.DoneAnswer;
import dev.tutti.session.Command;
import dev.tutti.session.Grant;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.Sessions;

/** People: they join, are let in, get roles, are removed, leave. */
public final class ParticipantHandlers {
    private final Commands commands;
    private final Authenticator authenticator;
    private final SessionViews views;

    public ParticipantHandlers(Sessions sessions, Authenticator authenticator, SessionViews views) {
        this.commands = new Commands(sessions);
        this.authenticator = authenticator;
        this.views = views;
    }

    public Reply join(Call call) {
        AccessToken caller = call.caller();
        String given = call.body(JoinRequest.class).name();
        String name = given == null ? caller.name() : Authenticator.readName(given);
        if (name.isEmpty()) {
            throw ApiErrors.invalid("name", "Say your name, so that the others know who talks.");
        }
        SessionState state = commands.run(call, new Command.Join(name, grant(caller.admittance())))
                .state();
        Participant you = state.roster().find(caller.userId()).orElseThrow(() -> Refusals.of(Rejections.notAdmitted()));
        TokenIssuer.Issued tokens =
                authenticator.joined(caller, state, name, call.peer().listenOnly());
        return Reply.ok(new JoinAnswer(
                you.isAdmitted() ? JoinStatus.ADMITTED : JoinStatus.WAITING,
                views.participant(state, you),
                tokens.token(),
                tokens.access().expiresAt(),
                tokens.refreshToken()));
    }

    private static Grant grant(Admittance admittance) {
        return switch (admittance) {
            case Admittance.Owner _ -> new Grant.Owner();
            case Admittance.Invite invite -> new Grant.Invite(new InviteCode(invite.code()));
            case Admittance.Code _ -> new Grant.Code();
            case Admittance.Discovered _ -> new Grant.Discovered();
        };
    }

    public Reply approve(Call call) {
        UserId userId = Commands.userId(call);
        String role = call.body(ApproveRequest.class).role();
        return participant(call, new Command.Approve(userId, role));
    }

    public Reply role(Call call) {
        UserId userId = Commands.userId(call);
        return participant(
                call,
                new Command.ChangeRole(userId, call.body(RoleRequest.class).role()));
    }

    private Reply participant(Call call, Command command) {
        SessionState state = commands.run(call, command).state();
        return Reply.ok(new ParticipantAnswer(views.participant(state, Commands.participant(state, call))));
    }

    public Reply remove(Call call) {
        UserId userId = Commands.userId(call);
        commands.run(call, new Command.Remove(userId, authenticator.invitesOf(userId)));
        return Reply.ok(new DoneAnswer(true));
    }

    public Reply leave(Call call) {
        commands.run(call, new Command.Leave());
        return Reply.ok(new DoneAnswer(true));
    }
}
