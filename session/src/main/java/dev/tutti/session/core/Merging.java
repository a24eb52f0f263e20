package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.BranchedCommand.Decided;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Displacement;
import dev.tutti.session.Event;
import dev.tutti.session.ImpossibleEventException;
import dev.tutti.session.MergeEvent;
import dev.tutti.session.MergeRule;
import dev.tutti.session.SessionState;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.Things;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a command that an island decided comes into the main line as itself, and what is displaced (cluster.md B4, B5):
 * each of its events becomes one of the two, once. Pure.
 */
final class Merging {
    private final SessionDecider decider;
    private final Known known;
    private final BranchRules rules;

    /** What the main line has. */
    interface Known {
        /** The event of that id, when the log has it or will have it with this commit. */
        Optional<CommittedEvent> find(EventId id);

        /** The id that an event of that command has. */
        EventId id(BranchedCommand command, int i);

        /** The id under which the log has what was displaced. */
        EventId displaced(BranchedCommand command, EventId original);
    }

    /** What is appended: under the command's own key as itself, else under the key of what is displaced. */
    record Entry(EventId id, String key, Event event) {}

    Merging(SessionDecider decider, Known known, BranchRules rules) {
        this.decider = decider;
        this.known = known;
        this.rules = rules;
    }

    /**
     * Empty when everything of it is in the main line already.
     *
     * @param changed the things that others changed in the main line since the island had left it
     */
    List<Entry> decide(SessionState main, BranchedCommand branched, Set<String> changed, DecideContext context) {
        List<Decided> open = branched.events().stream()
                .filter(event -> !rules.knowsWhatItHas() || !isSettled(branched, event))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        boolean untouched = open.size() == branched.events().size()
                && known.find(known.id(branched, 0)).isEmpty();
        if (rules.knowsWhatItHas() && !untouched) {
            // The same press of a button came to the writer on another way.
            return open.stream()
                    .map(event -> displaced(branched, event, Displacement.SAME_KEY))
                    .toList();
        }
        return decideAgain(main, branched, changed, context);
    }

    /** Whether the main line has all of it. */
    boolean isSettled(BranchedCommand branched) {
        return branched.events().stream().allMatch(event -> isSettled(branched, event));
    }

    /** As itself, or displaced. */
    private boolean isSettled(BranchedCommand branched, Decided event) {
        boolean itself = known.find(event.id())
                .filter(there -> branched.origin().equals(there.origin())
                        || there.event().equals(event.event()))
                .isPresent();
        return itself || known.find(known.displaced(branched, event.id())).isPresent();
    }

    private List<Entry> decideAgain(
            SessionState main, BranchedCommand branched, Set<String> changed, DecideContext context) {
        List<Event> events = branched.events().stream().map(Decided::event).toList();
        boolean claims = leading(events) == MergeRule.CLAIM;
        if (claims && !rules.decidesOnTheMainLine()) {
            return kept(main, branched, _ -> true, Displacement.DECIDED_OTHERWISE);
        }
        if (claims && Things.of(events).stream().anyMatch(changed::contains)) {
            return kept(main, branched, _ -> false, Displacement.CHANGED_MEANWHILE);
        }
        return switch (decider.decide(main, branched.command(), context)) {
            case Decision.Accept accept
            when !accept.events().isEmpty() && follows(main, accept.events(), branched) ->
                renewed(branched, accept.events());
            case Decision.Accept _ -> kept(main, branched, Merging::happened, Displacement.DECIDED_OTHERWISE);
            case Decision.Reject no ->
                kept(main, branched, Merging::happened, no.rejection().code().name());
        };
    }

    /** By which rule a command comes home: a consequence of something else does not count. */
    private static MergeRule leading(List<Event> events) {
        var rules = events.stream()
                .filter(event -> !(event instanceof TempoEvent.TempoAuthorityLost || event instanceof Event.InviteUsed))
                .map(MergeRule::of)
                .toList();
        if (rules.contains(MergeRule.RESTRICTION)) {
            return MergeRule.RESTRICTION;
        }
        return rules.contains(MergeRule.FACT) ? MergeRule.FACT : MergeRule.CLAIM;
    }

    private static boolean happened(Event event) {
        return MergeRule.of(event) != MergeRule.CLAIM;
    }

    private static boolean follows(SessionState main, List<Event> events, BranchedCommand branched) {
        try {
            SessionState next = main;
            for (Event event : events) {
                next = next.apply(next.sequence() + 1, branched.atMs(), event);
            }
            return true;
        } catch (ImpossibleEventException _) {
            return false;
        }
    }

    /** As the main line decides it; what the island had more of is displaced. */
    private List<Entry> renewed(BranchedCommand branched, List<Event> events) {
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < events.size(); i++) {
            entries.add(new Entry(known.id(branched, i), branched.key(), events.get(i)));
        }
        for (int i = events.size(); i < branched.events().size(); i++) {
            entries.add(displaced(branched, branched.events().get(i), Displacement.DECIDED_OTHERWISE));
        }
        return entries;
    }

    /** As the island decided it, where it may and can follow; the rest is displaced. */
    private List<Entry> kept(SessionState main, BranchedCommand branched, Predicate<Event> may, String otherwise) {
        var entries = new ArrayList<Entry>();
        SessionState next = main;
        for (Decided decided : branched.events()) {
            Event event = decided.event();
            if (may.test(event) && follows(next, List.of(event), branched)) {
                next = next.apply(next.sequence() + 1, branched.atMs(), event);
                entries.add(new Entry(decided.id(), branched.key(), event));
            } else {
                entries.add(displaced(branched, decided, otherwise));
            }
        }
        return entries;
    }

    private Entry displaced(BranchedCommand branched, Decided decided, String reason) {
        return new Entry(
                known.displaced(branched, decided.id()),
                Displacement.key(decided.id()),
                new MergeEvent.MergeDisplaced(decided.id(), decided.event(), branched.actor(), reason));
    }
}
