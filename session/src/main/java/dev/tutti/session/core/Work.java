package dev.tutti.session.core;

import dev.tutti.foundation.Epoch;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.Rejection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What waits in a session's mailbox. */
sealed interface Work {
    /** A command on its way. */
    record Submission(CommandEnvelope sent, String hash, CompletableFuture<CommandResult> result) implements Work {
        void reject(Rejection rejection) {
            result.complete(new CommandResult.Rejected(rejection));
        }
    }

    record Subscribe(SessionSubscriber subscriber, @Nullable Cursor from) implements Work {}

    record Unsubscribe(SessionSubscriber subscriber) implements Work {}

    /** Events that were copied to the store. */
    record Follow(List<CommittedEvent> events) implements Work {}

    /** The writer's answer. */
    record Answered(Submission submission, Pen.Carried said) implements Work {}

    /** What an island decided, to be shown until the main line has it. */
    record Provisional(List<BranchedCommand> commands) implements Work {}

    /** What an island decided, to be decided again and appended; {@code own} are the branches that it builds on. */
    record Import(List<BranchedCommand> commands, Set<Epoch> own, CompletableFuture<Boolean> done) implements Work {}

    record Stop() implements Work {}
}
