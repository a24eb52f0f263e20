package dev.tutti.cluster.replication;

import dev.tutti.foundation.EventId;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.CreateSession;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.core.CommandEnvelope;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Sessions;
import dev.tutti.wire.ClientMessage;
import dev.tutti.wire.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** The writer's answer to commands that other nodes bring; any thread, does not wait. */
public final class CommandDesk {
    private static final int MAX_DETAIL = 4_000;

    private final Sessions sessions;
    private final CommandText text;
    private final Executor blocking;

    /** @param blocking runs what waits for a disk: the making of a session */
    public CommandDesk(Sessions sessions, CommandText text, Executor blocking) {
        this.sessions = sessions;
        this.text = text;
        this.blocking = blocking;
    }

    /** Decides it, or finds what it did before; the answer comes when it is on the disk. */
    @SuppressWarnings("FutureReturnValueIgnored") // results complete with values, never with exceptions
    public void received(ClientMessage.Command wanted, Consumer<ClientMessage.CommandResult> answer) {
        if (wanted.name().equals(CommandText.CREATE)) {
            create(wanted, answer);
            return;
        }
        Optional<Command> command = text.read(wanted.name(), wanted.body());
        Optional<SessionWriter> session = sessions.find(wanted.sessionId());
        if (command.isEmpty()) {
            answer.accept(refused(wanted, unreadable()));
        } else if (session.isEmpty()) {
            answer.accept(refused(
                    wanted,
                    Rejection.of(RejectionCode.SESSION_UNKNOWN, "The hub has no such session. It may have ended.")));
        } else {
            session.get()
                    .submit(new CommandEnvelope(wanted.userId(), wanted.key(), command.get(), wanted.requestId()))
                    .thenAccept(result -> answer.accept(answer(wanted, result)));
        }
    }

    private void create(ClientMessage.Command wanted, Consumer<ClientMessage.CommandResult> answer) {
        Optional<CreateSession> command = text.readCreate(wanted.body());
        if (command.isEmpty()) {
            answer.accept(refused(wanted, unreadable()));
            return;
        }
        try {
            blocking.execute(() -> answer.accept(created(wanted, command.get())));
        } catch (RejectedExecutionException _) {
            answer.accept(refused(wanted, Rejection.of(RejectionCode.STOPPING, "The hub stops just now.")));
        }
    }

    private ClientMessage.CommandResult created(ClientMessage.Command wanted, CreateSession command) {
        return switch (sessions.create(wanted.userId(), wanted.key(), command)) {
            case Sessions.Creation.Refused no -> refused(wanted, no.rejection());
            case Sessions.Creation.Created made ->
                done(
                        wanted,
                        Outcome.COMMITTED,
                        List.of(),
                        made.session().cursor().encode(),
                        1);
        };
    }

    private ClientMessage.CommandResult answer(ClientMessage.Command wanted, CommandResult result) {
        return switch (result) {
            case CommandResult.Rejected no -> refused(wanted, no.rejection());
            case CommandResult.Accepted done ->
                done(
                        wanted,
                        done.isProvisional() ? Outcome.PROVISIONAL : Outcome.COMMITTED,
                        done.events().stream().map(CommittedEvent::id).toList(),
                        done.cursor().encode(),
                        done.copies());
        };
    }

    private static ClientMessage.CommandResult done(
            ClientMessage.Command wanted, Outcome outcome, List<EventId> events, String cursor, int copies) {
        return new ClientMessage.CommandResult(
                wanted.sessionId(),
                wanted.userId(),
                wanted.key(),
                outcome,
                events.subList(0, Math.min(events.size(), ClientMessage.MAX_EVENTS)),
                cursor,
                copies,
                "",
                "");
    }

    private ClientMessage.CommandResult refused(ClientMessage.Command wanted, Rejection rejection) {
        String why = text.why(rejection);
        return new ClientMessage.CommandResult(
                wanted.sessionId(),
                wanted.userId(),
                wanted.key(),
                Outcome.REJECTED,
                List.of(),
                "",
                0,
                rejection.code().name(),
                why.length() <= MAX_DETAIL ? why : rejection.message());
    }

    private static Rejection unreadable() {
        return Rejections.invalid("command", "The hub does not know this command. Another version runs there.");
    }
}
