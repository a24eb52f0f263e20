package dev.tutti.session.core;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.SessionState;
import java.util.List;

/** Sees every commit of every session of the hub, on the writer's thread; returns at once and never throws. */
@FunctionalInterface
public interface CommitListener {
    /** Events are empty when a session was opened from the disk. */
    void committed(SessionState state, List<CommittedEvent> events);

    /** Tells the other, too, after this one. */
    default CommitListener and(CommitListener other) {
        return (state, events) -> {
            committed(state, events);
            other.committed(state, events);
        };
    }

    CommitListener NONE = (_, _) -> {};
}
