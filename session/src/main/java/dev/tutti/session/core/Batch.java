package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.Command;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.Rejection;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands that are decided one on top of the other and will reach the disk together; writer's thread only. */
final class Batch {
    /** A command of this batch and which of the batch's events are its. */
    record Decided(Work.Submission submission, int from, int to) {}

    private final SessionId sessionId;
    private final List<ProposedEvent> events = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
    private SessionState state;

    Batch(SessionState state) {
        this.state = state;
        sessionId = state.id();
    }

    SessionState state() {
        return state;
    }

    List<ProposedEvent> events() {
        return events;
    }

    List<Decided> decided() {
        return decided;
    }

    boolean isEmpty() {
        return decided.isEmpty();
    }

    /** The rejection, or null when it is now part of this batch. */
    @Nullable Rejection decide(Work.Submission submission, SessionDecider decider, DecideContext context, EventIds ids) {
        Command command = submission.sent().command();
        switch (decider.decide(state, command, context)) {
            case Decision.Reject reject -> {
                return reject.rejection();
            }
            case Decision.Accept accept -> {
                int from = events.size();
                SessionState before = state;
                try {
                    for (Event event : accept.events()) {
                        propose(submission, event, events.size() - from, context.atMs(), ids);
                    }
                } catch (RuntimeException e) {
                    state = before;
                    events.subList(from, events.size()).clear();
                    throw e;
                }
                decided.add(new Decided(submission, from, events.size()));
                return null;
            }
        }
    }

    private void propose(Work.Submission submission, Event event, int i, long atMs, EventIds ids) {
        EventId id =
                ids.of(sessionId, submission.sent().actor(), submission.sent().key(), i);
        long sequence = state.sequence() + 1;
        state = state.apply(sequence, atMs, event);
        events.add(new ProposedEvent(
                sessionId,
                sequence,
                id,
                submission.sent().actor(),
                submission.sent().key(),
                submission.hash(),
                atMs,
                event));
    }

    /** The same command earlier in this batch, or null. */
    @Nullable Decided earlier(Work.Submission submission) {
        for (Decided before : decided) {
            Work.Submission other = before.submission();
            if (other.sent().key().equals(submission.sent().key())
                    && other.sent().actor().equals(submission.sent().actor())) {
                return before;
            }
        }
        return null;
    }
}
