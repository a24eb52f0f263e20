package dev.tutti.session.core;

import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.DecideContext;
import dev.tutti.session.SessionState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session whose writer is another node: follows it, asks it, and decides for an island while it is away. Session's thread. */
final class Following {
    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);
    private static final int MAX_CATCH_UP = 100_000;

    private final SessionWriter.Ports ports;
    private final SessionDecider decider;
    private final PublishedState published;
    private final Repetition repetition;
    private final Carrying carrying;
    private final Island island;

    Following(SessionWriter.Ports ports, SessionDecider decider, PublishedState published, Repetition repetition) {
        this.ports = ports;
        this.decider = decider;
        this.published = published;
        this.repetition = repetition;
        carrying = new Carrying(ports.store());
        island = new Island(ports, decider, published.line());
    }

    /**
     * Asks the writer, or decides for the island.
     *
     * @param answer takes what the writer says, on any thread
     */
    @SuppressWarnings("FutureReturnValueIgnored") // completes with values, never with exceptions
    void submit(Work.Submission submission, DecideContext context, BiConsumer<Work.Submission, Pen.Carried> answer) {
        Pen.Branch branch = ports.pen().branch().orElse(null);
        if (branch != null) {
            decide(submission, branch, context);
        } else if (published.line().has(submission.sent().actor())
                && ports.pen().reachesWriter()) {
            // What he does next comes after it (cluster.md B8).
            submission.reject(Refusals.unknown());
        } else {
            ports.pen()
                    .carry(published.main().id(), submission.sent())
                    .thenAccept(said -> answer.accept(submission, said));
        }
    }

    private void decide(Work.Submission submission, Pen.Branch branch, DecideContext context) {
        catchUp();
        CommandResult before = repetition.of(submission, published.mainCursor());
        if (before != null) {
            submission.result().complete(before);
            return;
        }
        Island.Outcome outcome = island.decide(branch, submission, published.main(), context, published.mainCursor());
        if (outcome.changed()) {
            published.showAnew();
        }
        Island.answer(branch, outcome, submission.result());
    }

    /** To where this node's log ends: on it the island decides. */
    private void catchUp() {
        SessionState main = published.main();
        copied(ports.store().read(main.id(), main.sequence(), MAX_CATCH_UP));
    }

    void answered(Work.Submission submission, Pen.Carried said) {
        switch (said) {
            case Pen.Carried.Refused refused -> submission.reject(refused.rejection());
            case Pen.Carried.Done done -> {
                if (!carrying.add(submission, done)) {
                    submission.reject(Refusals.unknown());
                }
                carrying.reached(published.mainCursor());
            }
            case Pen.Carried.Provisional done
            when done.events().isEmpty() ->
                submission
                        .result()
                        .complete(new CommandResult.Accepted(List.of(), published.cursor(), false, done.copies()));
            case Pen.Carried.Provisional done -> {
                carrying.add(submission, done);
                carrying.shown(this::shown);
            }
        }
    }

    /** What an island did for it, or the main line meanwhile. */
    private @Nullable CommandResult shown(Work.Submission submission, int copies) {
        CommandEnvelope sent = submission.sent();
        Optional<BranchedCommand> kept = published.line().find(sent.actor(), sent.key());
        return kept.isPresent()
                ? island.done(kept.get(), published.mainCursor(), false, copies)
                : repetition.of(submission, published.mainCursor());
    }

    /** What is here already is passed over, and what is missing before it is read from the store. */
    void copied(List<CommittedEvent> events) {
        SessionState main = published.main();
        if (events.isEmpty() || events.getLast().sequence() <= main.sequence()) {
            return;
        }
        List<CommittedEvent> next = carrying.following(main, events);
        SessionState after = main;
        for (CommittedEvent event : next) {
            after = after.apply(event);
        }
        published.advance(after, next);
        carrying.reached(published.mainCursor());
        carrying.shown(this::shown);
    }

    /** Shows what an island decided, but for what the main line has already. */
    void provisional(List<BranchedCommand> commands) {
        try {
            catchUp();
            var importing = new Importing(published.main(), ports, decider, Set.of());
            published.add(commands.stream().filter(one -> !importing.has(one)).toList());
            carrying.shown(this::shown);
        } catch (StoreException e) {
            log.error(
                    "session {} cannot show what an island decided",
                    published.main().id(),
                    e);
        }
    }

    void end() {
        carrying.end();
    }
}
