package dev.tutti.simulator;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.SessionSubscriber;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.session.core.Subscription;
import org.jspecify.annotations.Nullable;

/** A client that reads along over a link that breaks, and resumes from its cursor. */
final class LogFollower {
    private final LogChecker checker;
    private @Nullable Cursor cursor;
    private @Nullable SessionState state;
    private @Nullable Link link;
    private @Nullable Subscription subscription;

    LogFollower(LogChecker checker) {
        this.checker = checker;
    }

    @Nullable SessionState state() {
        return state;
    }

    void connect(SessionWriter writer) {
        if (link == null) {
            var fresh = new Link();
            link = fresh;
            subscription = writer.subscribe(cursor, fresh);
        }
    }

    void disconnected() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        link = null;
        subscription = null;
    }

    /** One connection; what arrives after its end is for nobody. */
    private final class Link implements SessionSubscriber {
        @Override
        public void snapshot(SessionState now, Cursor at) {
            if (link == this) {
                state = now;
                cursor = at;
            }
        }

        @Override
        public void resumed(Cursor at) {
            if (link == this && !at.equals(cursor)) {
                checker.violation("3: resumed at another place than asked");
            }
        }

        @Override
        public void event(CommittedEvent event) {
            SessionState before = state;
            if (link != this || before == null) {
                return;
            }
            if (event.sequence() != before.sequence() + 1) {
                checker.violation("3: a subscriber got " + event.sequence() + " after " + before.sequence());
                return;
            }
            state = before.apply(event);
            cursor = event.cursor();
        }

        @Override
        public void ended(End end) {
            if (link == this) {
                link = null;
            }
        }
    }
}
