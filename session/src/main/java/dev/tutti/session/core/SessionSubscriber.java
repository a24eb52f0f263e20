package dev.tutti.session.core;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.SessionState;

/**
 * Follows a session: first {@code snapshot} or {@code resumed}, then each committed event once and in order.
 *
 * <p>Called on the writer's thread, one call at a time: return at once, hand over to a bounded outbox, never block and
 * never call the writer and wait. One that throws is dropped. {@link SessionWriter#state()} is at least as new as
 * the event that is being delivered.
 */
public interface SessionSubscriber {
    /** Begin with this state, which replaces whatever was known. */
    void snapshot(SessionState state, Cursor cursor);

    /** The cursor that was given can be continued; what was missed follows as events. */
    void resumed(Cursor cursor);

    void event(CommittedEvent event);

    /** Nothing more will come. */
    void ended(End end);

    /** Why a subscription is over. */
    enum End {
        /** The hub stops or the session is no longer open here. */
        STOPPED,
        /** The mailbox was full: subscribe again in a moment. */
        BUSY
    }
}
