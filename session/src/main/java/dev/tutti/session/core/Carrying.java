package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that the writer has done and whose events are not here yet: who asked gets the answer when this node shows what
 * it says. Session's thread only.
 */
final class Carrying {
    static final int MAX = 1_024;

    private final EventStore store;
    private final List<Open> open = new ArrayList<>();
    private final List<OnBranch> onBranch = new ArrayList<>();

    private record Open(Work.Submission submission, Pen.Carried.Done done) {}

    private record OnBranch(Work.Submission submission, int copies) {}

    Carrying(EventStore store) {
        this.store = store;
    }

    /** False when too many wait already. */
    boolean add(Work.Submission submission, Pen.Carried.Done done) {
        open.removeIf(one -> one.submission().result().isDone());
        return open.size() < MAX && open.add(new Open(submission, done));
    }

    /** This node shows the session up to that cursor. */
    void reached(Cursor cursor) {
        open.removeIf(one -> one.done().sequence() <= cursor.sequence() && answered(one, cursor));
    }

    /** Done for the island: it is answered when it is shown here. */
    void add(Work.Submission submission, Pen.Carried.Provisional done) {
        onBranch.removeIf(one -> one.submission().result().isDone());
        if (onBranch.size() >= MAX) {
            onBranch.removeFirst().submission().reject(Refusals.unknown());
        }
        onBranch.add(new OnBranch(submission, done.copies()));
    }

    /** What is shown has changed. */
    void shown(Shown shown) {
        onBranch.removeIf(one -> {
            CommandResult result = shown.of(one.submission(), one.copies());
            return result != null && one.submission().result().complete(result);
        });
    }

    /** Finds what became of a command here; null while it is not shown yet. */
    interface Shown {
        @Nullable CommandResult of(Work.Submission submission, int copies);
    }

    private boolean answered(Open one, Cursor cursor) {
        var events = new ArrayList<CommittedEvent>();
        try {
            for (EventId id : one.done().events()) {
                store.find(id).ifPresent(events::add);
            }
        } catch (StoreException e) {
            one.submission().reject(Refusals.unknown());
            return true;
        }
        one.submission()
                .result()
                .complete(new CommandResult.Accepted(
                        events, cursor, false, one.done().copies()));
        return true;
    }

    /** Events that follow that state: what is here already is passed over, what is missing before is read. */
    List<CommittedEvent> following(SessionState state, List<CommittedEvent> events) {
        var next = new ArrayList<CommittedEvent>();
        long missing = events.getFirst().sequence() - 1 - state.sequence();
        if (missing > 0) {
            next.addAll(store.read(state.id(), state.sequence(), Math.toIntExact(missing)));
        }
        events.stream().filter(event -> event.sequence() > state.sequence()).forEach(next::add);
        return next;
    }

    /** The session ends here. */
    void end() {
        open.forEach(one -> one.submission().reject(Refusals.unknown()));
        open.clear();
        onBranch.forEach(one -> one.submission().reject(Refusals.unknown()));
        onBranch.clear();
    }
}
