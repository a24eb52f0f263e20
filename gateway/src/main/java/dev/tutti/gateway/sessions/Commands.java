package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.auth.AccessToken;
import dev.tutti.gateway.http.ApiError;
import dev.tutti.gateway.http.ApiErrors;
import dev.tutti.gateway.http.Call;
import dev.tutti.session.Command;
import dev.tutti.session.Event;
import dev.tutti.session.Participant;
import dev.tutti.session.Rejections;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.CommandEnvelope;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the session of a call, submits its command and waits until it is on the disk. Thread-safe. */
final class Commands {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;

    Commands(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A command that was done: its events, and a state that has them. */
    record Done(SessionState state, List<Event> events) {}

    /** The session of the path, for a token that is for it. */
    SessionWriter session(Call call) {
        return session(call.path("id"), call.caller());
    }

    /** The session of the path as it is now, for somebody who is in it. */
    SessionState inside(Call call) {
        SessionState state = session(call).state();
        UserId caller = call.caller().userId();
        if (state.roster().find(caller).filter(Participant::isAdmitted).isEmpty()) {
            throw Refusals.of(Rejections.notAdmitted());
        }
        return state;
    }

    SessionWriter session(String id, AccessToken token) {
        if (!SessionId.isValid(id)) {
            throw unknown();
        }
        var sessionId = new SessionId(id);
        if (!token.isFor(sessionId)) {
            throw new ApiError(403, "NOT_ADMITTED", Rejections.notAdmitted().message());
        }
        return sessions.find(sessionId).orElseThrow(Commands::unknown);
    }

    Done run(Call call, Command command) {
        return run(session(call), call, command);
    }

    Done run(SessionWriter writer, Call call, Command command) {
        CommandResult result = await(writer, call, command);
        return switch (result) {
            case CommandResult.Rejected rejected -> throw Refusals.of(rejected.rejection());
            case CommandResult.Accepted accepted -> {
                // What was done before is said to be done; where it was then is not known any more.
                call.kept().set(accepted.repeated() ? 0 : accepted.copies(), accepted.isProvisional());
                yield new Done(
                        writer.state(),
                        accepted.events().stream().map(e -> e.event()).toList());
            }
        };
    }

    private static CommandResult await(SessionWriter writer, Call call, Command command) {
        try {
            var sent = new CommandEnvelope(call.caller().userId(), call.idempotencyKey(), command, call.requestId());
            return writer.submit(sent).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (TimeoutException e) {
            throw busy();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the session's writer failed", e.getCause());
        }
    }

    /** The participant of the path, as the state has them. */
    static Participant participant(SessionState state, Call call) {
        UserId userId = userId(call);
        return state.roster().find(userId).orElseThrow(() -> Refusals.of(Rejections.participantUnknown(userId)));
    }

    static UserId userId(Call call) {
        String id = call.path("userId");
        if (!UserId.isValid(id)) {
            throw ApiErrors.invalid("user_id", "user_id is not an id.");
        }
        return new UserId(id);
    }

    static ApiError unknown() {
        return new ApiError(404, "SESSION_UNKNOWN", "The hub has no such session. It may have ended.");
    }

    /** Nobody knows yet whether it was done; the same key will tell. */
    private static ApiError busy() {
        return new ApiError(
                503, "BUSY", "The hub's disk is slow. Send it again with the same Idempotency-Key in a moment.");
    }
}
