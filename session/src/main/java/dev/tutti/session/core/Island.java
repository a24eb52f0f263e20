package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.BranchedCommand.Decided;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Origin;
import dev.tutti.session.Rejection;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Decides a session's commands while the hub is out of reach, provisionally (cluster.md B1 to B3). Session's thread only. */
final class Island {
    private final SessionWriter.Ports ports;
    private final SessionDecider decider;
    private final ProvisionalLine line;

    Island(SessionWriter.Ports ports, SessionDecider decider, ProvisionalLine line) {
        this.ports = ports;
        this.decider = decider;
        this.line = line;
    }

    /** What became of a command, and whether something is provisional now that was not. */
    record Outcome(CommandResult result, @Nullable Origin place, boolean changed) {}

    /**
     * @param main what the main line had when the hub was lost
     * @param now the cursor there
     */
    Outcome decide(
            Pen.Branch branch, Work.Submission submission, SessionState main, DecideContext context, Cursor now) {
        CommandEnvelope sent = submission.sent();
        Optional<BranchedCommand> before = line.find(sent.actor(), sent.key());
        if (before.isPresent()) {
            boolean same = Repetition.hash(before.get().command()).equals(submission.hash());
            return same ? accepted(before.get(), now, true) : rejected(Refusals.keyReused());
        }
        if (line.isFull()) {
            return rejected(Refusals.busy());
        }
        SessionState shown = line.over(main);
        Rejection refusal = NeedsWriter.refusal(shown, sent.command());
        if (refusal != null) {
            return rejected(refusal);
        }
        return switch (decider.decide(shown, sent.command(), context)) {
            case Decision.Reject no -> rejected(no.rejection());
            case Decision.Accept yes
            when yes.events().isEmpty() ->
                new Outcome(new CommandResult.Accepted(List.of(), line.cursor(now), false), null, false);
            case Decision.Accept yes -> {
                BranchedCommand kept = branch.keep(place -> branched(place, sent, main, context, yes.events()));
                line.add(kept, main);
                yield accepted(kept, now, false);
            }
        };
    }

    /** Tells on how many disks it is, when it is on any. */
    static void answer(Pen.Branch branch, Outcome outcome, CompletableFuture<CommandResult> result) {
        Origin place = outcome.place();
        if (place != null && outcome.result() instanceof CommandResult.Accepted done) {
            branch.copies(
                    place,
                    copies -> result.complete(
                            new CommandResult.Accepted(done.events(), done.cursor(), done.repeated(), copies)));
        } else {
            result.complete(outcome.result());
        }
    }

    private BranchedCommand branched(
            Origin place, CommandEnvelope sent, SessionState main, DecideContext context, List<Event> events) {
        var decided = new ArrayList<Decided>();
        for (Event event : events) {
            EventId id = ports.ids().of(main.id(), sent.actor(), sent.key(), decided.size());
            decided.add(new Decided(id, event));
        }
        return new BranchedCommand(
                main.id(),
                place,
                sent.actor(),
                sent.key(),
                sent.command(),
                main.sequence(),
                decided,
                context.sessionUs(),
                context.atMs());
    }

    private Outcome accepted(BranchedCommand kept, Cursor now, boolean repeated) {
        return new Outcome(done(kept, now, repeated, 1), kept.origin(), !repeated);
    }

    /** What who asked for it is told. */
    CommandResult.Accepted done(BranchedCommand kept, Cursor now, boolean repeated, int copies) {
        String hash = Repetition.hash(kept.command());
        long sequence = ports.pen().branchRules().leavesSequencesToTheWriter() ? 0 : kept.sequence() + 1;
        List<CommittedEvent> events = kept.events().stream()
                .map(decided -> new CommittedEvent(
                        now.generation(),
                        0,
                        kept.sessionId(),
                        sequence,
                        decided.id(),
                        kept.actor(),
                        kept.key(),
                        hash,
                        kept.atMs(),
                        decided.event(),
                        kept.origin()))
                .toList();
        return new CommandResult.Accepted(events, line.cursor(now), repeated, copies);
    }

    private static Outcome rejected(Rejection why) {
        return new Outcome(new CommandResult.Rejected(why), null, false);
    }
}
