package dev.tutti.session;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.UserId;

/** What became of an island's branch; it changes no state. */
public sealed interface MergeEvent extends Event {

    /**
     * What an island had decided does not hold: it is kept here, and its author is told (cluster.md B5).
     *
     * @param original the id that the event had in the island
     * @param event what it was
     * @param author who wanted it
     * @param reason why not: the code of a refusal, or one of those in {@link Displacement}
     */
    record MergeDisplaced(EventId original, Event event, UserId author, String reason) implements MergeEvent {}
}
