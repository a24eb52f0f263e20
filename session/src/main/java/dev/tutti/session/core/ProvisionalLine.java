package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.BranchedCommand.Decided;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.ImpossibleEventException;
import dev.tutti.session.MergeEvent;
import dev.tutti.session.Origin;
import dev.tutti.session.SessionState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an island decided on top of a session's main line, until that has it, as itself or displaced (cluster.md section 8).
 * Session's thread only.
 */
final class ProvisionalLine {
    /** More is refused: an island of hours has some hundreds. */
    static final int MAX = 10_000;

    private final List<BranchedCommand> kept = new ArrayList<>();
    private final Set<EventId> open = new HashSet<>();
    private @Nullable SessionState shown;

    boolean isEmpty() {
        return kept.isEmpty();
    }

    /** How many changes wait for the writer. */
    int size() {
        return kept.size();
    }

    boolean isFull() {
        return kept.size() >= MAX;
    }

    /** What this node shows: the main line, and on it what is provisional. */
    SessionState over(SessionState main) {
        SessionState now = shown;
        return now == null ? main : now;
    }

    /** A place on the branch is one without a sequence of its own (C1). */
    Cursor.@Nullable Branch place() {
        if (kept.isEmpty()) {
            return null;
        }
        Origin last = kept.getLast().origin();
        return new Cursor.Branch(last.branch().term(), last.branch().leaderTag(), last.n());
    }

    Cursor cursor(Cursor main) {
        return new Cursor(main.generation(), main.sequence(), place());
    }

    /** Whether something of that person is provisional: what he does next comes after it (B8). */
    boolean has(UserId actor) {
        return kept.stream().anyMatch(one -> one.actor().equals(actor));
    }

    Optional<BranchedCommand> find(UserId actor, String key) {
        return kept.stream()
                .filter(one -> one.key().equals(key) && one.actor().equals(actor))
                .findFirst();
    }

    /** False when it is there already. */
    boolean add(BranchedCommand command, SessionState main) {
        if (find(command.actor(), command.key()).isPresent()) {
            return false;
        }
        kept.add(command);
        command.events().forEach(event -> open.add(event.id()));
        fold(main);
        return true;
    }

    /** The main line has come further; what it has, as itself or displaced, is provisional no more. */
    void reached(SessionState main, List<CommittedEvent> events) {
        if (kept.isEmpty()) {
            return;
        }
        for (CommittedEvent event : events) {
            open.remove(
                    event.event() instanceof MergeEvent.MergeDisplaced displaced ? displaced.original() : event.id());
        }
        kept.removeIf(one -> one.events().stream().map(Decided::id).noneMatch(open::contains));
        fold(main);
    }

    private void fold(SessionState main) {
        if (kept.isEmpty()) {
            shown = null;
            return;
        }
        SessionState next = main;
        for (BranchedCommand command : kept) {
            for (Decided decided : command.events()) {
                next = with(decided, command.atMs(), next).at(main.sequence());
            }
        }
        shown = next;
    }

    /** What cannot follow any more will be displaced: it is left out. */
    private static SessionState with(Decided decided, long atMs, SessionState state) {
        try {
            return state.apply(state.sequence() + 1, atMs, decided.event());
        } catch (ImpossibleEventException _) {
            return state;
        }
    }
}
