package dev.tutti.session.core;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.SessionState;
import java.util.List;

/** Sees every commit of every session of the hub, on the writer's thread; returns at once and never throws. */
@FunctionalInterface
public interface CommitListener {
    /** Events are empty when a session was opened from the disk. */
    void committed(SessionState state, List<CommittedEvent> events);

    CommitListener NONE = (_, _) -> {};
}
