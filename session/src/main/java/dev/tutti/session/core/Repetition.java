package dev.tutti.session.core;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.session.Command;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.Displacement;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows a command that came before under its key; the session's thread only. */
final class Repetition {
    private final SessionId id;
    private final EventStore store;
    private final EventIds ids;

    Repetition(SessionId id, EventStore store, EventIds ids) {
        this.id = id;
        this.store = store;
        this.ids = ids;
    }

    /** The same command twice in one batch: the second gets what the first gets. */
    @SuppressWarnings("FutureReturnValueIgnored") // results complete with values, never with exceptions
    static void follow(Work.Submission first, Work.Submission second) {
        if (first.hash().equals(second.hash())) {
            first.result().thenAccept(result -> second.result().complete(asRepeated(result)));
        } else {
            second.reject(Refusals.keyReused());
        }
    }

    /** What this command did when it came before, or null when it is new. */
    @Nullable CommandResult of(Work.Submission submission, Cursor now) {
        var events = new ArrayList<CommittedEvent>();
        Optional<CommittedEvent> found = event(submission, 0);
        if (found.isEmpty()) {
            return displaced(submission);
        }
        if (!found.get().commandHash().equals(submission.hash())) {
            return new CommandResult.Rejected(Refusals.keyReused());
        }
        while (found.isPresent()) {
            events.add(found.get());
            found = event(submission, events.size());
        }
        return new CommandResult.Accepted(events, now, true);
    }

    /** An island had done it, and it does not hold: it is not done again behind its author's back. */
    private @Nullable CommandResult displaced(Work.Submission submission) {
        CommandEnvelope sent = submission.sent();
        String key = Displacement.key(ids.of(id, sent.actor(), sent.key(), 0));
        return store.find(ids.of(id, sent.actor(), key, 0)).isPresent()
                ? new CommandResult.Rejected(Refusals.displaced())
                : null;
    }

    private Optional<CommittedEvent> event(Work.Submission submission, int i) {
        return store.find(
                ids.of(id, submission.sent().actor(), submission.sent().key(), i));
    }

    private static CommandResult asRepeated(CommandResult result) {
        return result instanceof CommandResult.Accepted done
                ? new CommandResult.Accepted(done.events(), done.cursor(), true, done.copies())
                : result;
    }

    /** Whether that can be an idempotency key. */
    static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= SessionWriter.MAX_KEY_LENGTH
                && key.chars().allMatch(c -> c >= ' ' && c != 0x7f);
    }

    /** What a command is, to tell a repetition from another one with the same key. */
    static String hash(Command command) {
        return new Sha256().text(command.toString()).hex(16);
    }
}
