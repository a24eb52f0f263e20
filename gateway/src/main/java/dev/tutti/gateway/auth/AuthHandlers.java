package dev.tutti.gateway.auth;

import dev.tutti.gateway.http.Call;
import dev.tutti.gateway.http.Reply;
import dev.tutti.gateway.sessions.SessionViews;
import dev.tutti.gateway.wire.AuthMessages.AuthAnswer;
import dev.tutti.gateway.wire.AuthMessages.ExchangeRequest;
import dev.tutti.gateway.wire.AuthMessages.Grant;
import dev.tutti.gateway.wire.AuthMessages.RefreshRequest;
import dev.tutti.gateway.wire.AuthMessages.UserView;
import dev.tutti.session.SessionState;

/** {@code /auth}: a code for tokens, a token for fresh ones. */
public final class AuthHandlers {
    private final Authenticator authenticator;

    public AuthHandlers(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    public Reply exchange(Call call) {
        ExchangeRequest request = call.body(ExchangeRequest.class);
        var comer = new Authenticator.Comer(
                request.name(),
                call.token(),
                request.refreshToken(),
                call.peer().listenOnly());
        String code = request.code();
        String sessionId = request.sessionId();
        if (code != null) {
            return answer(authenticator.exchangeCode(code, comer));
        }
        if (sessionId != null) {
            return answer(authenticator.exchangeSession(sessionId, comer));
        }
        throw Doors.nothingGiven();
    }

    public Reply refresh(Call call) {
        RefreshRequest request = call.body(RefreshRequest.class);
        return answer(authenticator.refresh(
                request.refreshToken(), request.accessToken(), call.peer().listenOnly()));
    }

    private static Reply answer(Authenticator.Admitted admitted) {
        AccessToken access = admitted.tokens().access();
        SessionState session = admitted.session();
        return Reply.ok(new AuthAnswer(
                admitted.tokens().token(),
                access.expiresAt(),
                admitted.tokens().refreshToken(),
                new UserView(access.userId().value(), access.name()),
                session == null ? null : SessionViews.brief(session),
                grant(access.admittance()),
                access.listenOnly()));
    }

    private static Grant grant(Admittance admittance) {
        return switch (admittance) {
            case Admittance.Owner _ -> Grant.OWNER;
            case Admittance.Invite _ -> Grant.INVITE;
            case Admittance.Code _ -> Grant.CODE;
            case Admittance.Discovered _ -> Grant.DISCOVERED;
        };
    }
}
