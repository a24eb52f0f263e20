package dev.tutti.simulator;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.MergeEvent.MergeDisplaced;
import dev.tutti.session.MergeRule;
import dev.tutti.session.Origin;
import dev.tutti.session.Things;
import dev.tutti.session.core.CommandResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows what islands acknowledged, and compares it with the main line in the end: each provisional event has one successor
 * (S), an author's order is kept, and a claim holds only where nobody else had changed the thing.
 */
final class BranchChecker {
    private final LogChecker checker;
    private final Map<EventId, Said> said = new LinkedHashMap<>();
    private final Map<Long, EventId> sequences = new HashMap<>();
    private final Set<UserId> bereft = new HashSet<>();
    private int provisional;
    private int displaced;

    /** What was said of an event, on which disk it surely is, and the place in the main line under it. */
    private record Said(CommittedEvent event, @Nullable NodeId by, int copies, long base) {}

    BranchChecker(LogChecker checker) {
        this.checker = checker;
    }

    void provisional(NodeId by, CommandResult.Accepted accepted) {
        for (CommittedEvent event : accepted.events()) {
            if (said.put(
                            event.id(),
                            new Said(
                                    event,
                                    by,
                                    accepted.copies(),
                                    accepted.cursor().sequence()))
                    == null) {
                provisional++;
            }
            if (event.sequence() > 0) {
                sequences.put(event.sequence(), event.id());
            }
        }
    }

    /** A machine is destroyed: what it alone had may be gone. */
    void adopted(NodeId destroyed, Set<EventId> there) {
        // Nobody can wait at a machine that is gone: who was there goes on elsewhere.
        said.values().stream()
                .filter(one -> destroyed.equals(one.by()))
                .forEach(one -> bereft.add(one.event().actor()));
        said.replaceAll((_, one) -> one.by() == null || destroyed.equals(one.by())
                ? new Said(one.event(), null, one.copies() - 1, one.base())
                : one);
        said.values()
                .removeIf(one -> one.copies() < 1 && !there.contains(one.event().id()));
    }

    void merged(List<CommittedEvent> log) {
        Map<EventId, CommittedEvent> itself = new HashMap<>();
        Map<EventId, CommittedEvent> aside = new HashMap<>();
        for (CommittedEvent event : log) {
            if (event.event() instanceof MergeDisplaced one) {
                displaced++;
                if (aside.put(one.original(), event) != null) {
                    checker.violation("3: S: an event is displaced twice");
                }
            } else {
                itself.put(event.id(), event);
            }
            EventId other = sequences.get(event.sequence());
            if (other != null && !other.equals(event.id())) {
                checker.violation("3: sequence " + event.sequence() + " was given to two events");
            }
        }
        for (Said one : said.values()) {
            CommittedEvent there = itself.get(one.event().id());
            boolean out = aside.containsKey(one.event().id());
            if (there == null && !out) {
                checker.violation("3: S: provisional " + one.event().name() + " "
                        + one.event().key() + " of " + one.event().actor() + " has no successor");
            } else if (there != null && out) {
                checker.violation("3: S: provisional " + one.event().name() + " has two successors");
            } else if (there != null && there.origin() != null) {
                claim(one, there, log);
            }
        }
        order(log);
    }

    private void claim(Said one, CommittedEvent there, List<CommittedEvent> log) {
        Origin origin = there.origin();
        Optional<String> thing = Things.of(there.event());
        if (MergeRule.of(there.event()) != MergeRule.CLAIM || thing.isEmpty() || origin == null) {
            return;
        }
        boolean contested = log.stream()
                .filter(event -> event.sequence() > one.base() && event.sequence() < there.sequence())
                .filter(event -> event.origin() == null)
                .anyMatch(event -> Things.of(event.event()).equals(thing));
        if (contested) {
            checker.violation("3: S: a claim on " + thing.get() + " holds, though others had changed it meanwhile");
        }
    }

    /** What was provisional of one person comes one after the other, as he pressed. */
    private void order(List<CommittedEvent> log) {
        Map<UserId, Integer> last = new HashMap<>();
        for (CommittedEvent event : log) {
            if (said.containsKey(event.id())) {
                int press = Integer.parseInt(event.key().substring(1));
                if (!bereft.contains(event.actor()) && press < last.getOrDefault(event.actor(), 0)) {
                    checker.violation(
                            "3: S: " + event.actor() + " did " + event.key() + " before what stands before it");
                }
                last.put(event.actor(), press);
            }
        }
    }

    ReplicationWorld.Islands islands(int cuts) {
        return new ReplicationWorld.Islands(cuts, provisional, displaced);
    }
}
