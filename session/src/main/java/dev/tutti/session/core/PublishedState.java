package dev.tutti.session.core;

import dev.tutti.session.BranchedCommand;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session is, and who is told: the main line, and on it what an island decided, until that is in the main line. Changed
 * on the session's thread; {@link #shown} and {@link #cursor} from any.
 */
final class PublishedState {
    private static final Logger log = LoggerFactory.getLogger(SessionWriter.class);

    private final SessionWriter.Ports ports;
    private final Subscribers subscribers;
    private final SnapshotKeeper snapshots;
    private final ProvisionalLine line = new ProvisionalLine();
    private SessionState main;
    private volatile Shown shown;

    /** What readers see, together; on a branch while so many changes in it are provisional. */
    private record Shown(SessionState state, Cursor.@Nullable Branch branch, int provisional) {}

    PublishedState(SessionState main, SessionWriter.Ports ports) {
        this.main = main;
        this.ports = ports;
        shown = new Shown(main, null, 0);
        subscribers = new Subscribers(ports.store());
        snapshots = new SnapshotKeeper(ports.store(), main.sequence());
    }

    SessionState main() {
        return main;
    }

    SessionState shown() {
        return shown.state();
    }

    Cursor cursor() {
        Shown now = shown;
        return new Cursor(ports.store().generation(), now.state().sequence(), now.branch());
    }

    int provisional() {
        return shown.provisional();
    }

    Cursor mainCursor() {
        return Cursor.at(ports.store().generation(), main.sequence());
    }

    ProvisionalLine line() {
        return line;
    }

    Subscribers subscribers() {
        return subscribers;
    }

    SnapshotKeeper snapshots() {
        return snapshots;
    }

    /** What is in the log now is shown; what was provisional and is in it is so no more. */
    void advance(SessionState to, List<CommittedEvent> committed) {
        main = to;
        if (line.isEmpty()) {
            shown = new Shown(main, null, 0);
            subscribers.publish(committed);
        } else {
            line.reached(main, committed);
            subscribers.keep(committed);
            replace();
        }
        if (!committed.isEmpty()) {
            tell(committed);
        }
        snapshots.offer(main);
    }

    /** Shows what an island decided. */
    void add(List<BranchedCommand> commands) {
        boolean any = false;
        for (BranchedCommand command : commands) {
            any |= line.add(command, main);
        }
        if (any) {
            showAnew();
        }
    }

    /** What is provisional has changed. */
    void showAnew() {
        replace();
        tell(List.of());
    }

    /** A state that replaces what everybody has: what is provisional comes and goes without a place in the log (C2). */
    private void replace() {
        shown = new Shown(line.over(main), line.place(), line.size());
        subscribers.replace(shown(), cursor());
    }

    /** What is committed is committed: a listener that fails neither undoes it nor stops the writer. */
    private void tell(List<CommittedEvent> committed) {
        try {
            ports.listener().committed(shown(), committed);
        } catch (RuntimeException e) {
            log.error("session {}: a listener failed at event {}", main.id(), main.sequence(), e);
        }
    }
}
