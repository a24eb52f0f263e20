package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.auth.Authenticator;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.OpenConnections.Kind;
import dev.tutti.gateway.http.Peer;
import dev.tutti.gateway.http.Requests;
import dev.tutti.gateway.http.SocketDoor;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import org.jspecify.annotations.Nullable;

/** Who may open a WebSocket to a session: {@code ?token=…&session_id=…}, checked before the upgrade. Thread-safe. */
public final class SessionDoor {
    private final Sessions sessions;
    private final Authenticator authenticator;
    private final SocketDoor door;

    /** Who stands in the door. */
    public record Entrant(AccessToken token, SessionWriter session, Peer peer, String requestId) {}

    public SessionDoor(Sessions sessions, Authenticator authenticator, SocketDoor door) {
        this.sessions = sessions;
        this.authenticator = authenticator;
        this.door = door;
    }

    /** Before the upgrade: throws what is answered instead of it. */
    public Entrant check(Context ctx, Kind kind) {
        door.check(ctx, kind);
        String query = ctx.queryParam("token");
        String text = query == null ? Requests.bearer(ctx) : query;
        if (text == null) {
            throw ApiErrors.tokenMissing();
        }
        AccessToken token = authenticator.authenticate(text);
        Requests.identify(ctx, token);
        SessionWriter session = session(ctx.queryParam("session_id"), token);
        checkMember(session.state(), token.userId());
        return new Entrant(token, session, Requests.peer(ctx), Requests.id(ctx));
    }

    /** After it: false when the last place was taken meanwhile. */
    public boolean enter(WsContext ctx, Kind kind) {
        return door.enter(ctx, kind);
    }

    private SessionWriter session(@Nullable String id, AccessToken token) {
        if (id == null || !SessionId.isValid(id)) {
            throw ApiErrors.invalid("session_id", "Say which session: session_id is missing or no id.");
        }
        var sessionId = new SessionId(id);
        if (!token.isFor(sessionId)) {
            throw notAdmitted();
        }
        return sessions.find(sessionId)
                .orElseThrow(
                        () -> new ApiError(404, "SESSION_UNKNOWN", "The hub has no such session. It may have ended."));
    }

    private static void checkMember(SessionState state, UserId userId) {
        if (state.isEnded()) {
            throw Refusals.of(Rejections.sessionClosed());
        }
        if (!state.mayRefresh(userId)) {
            throw notAdmitted();
        }
    }

    private static ApiError notAdmitted() {
        return Refusals.of(Rejections.notAdmitted());
    }
}
