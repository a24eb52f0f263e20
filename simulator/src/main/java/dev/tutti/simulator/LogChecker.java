package dev.tutti.simulator;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.EventCodec;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.LogRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Knows what was acknowledged to clients and what subscribers saw, and compares it with the log: invariant 3 (nothing
 * acknowledged is lost, doubled or moved) and 4 (the same log gives byte-identical state).
 */
final class LogChecker {
    private static final int MAX_VIOLATIONS = 20;

    private final VirtualTime time;
    private final EventCodec codec = new EventCodec();
    private final Map<EventId, CommittedEvent> acknowledged = new HashMap<>();
    private final Map<String, EventId> byPress = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<EventId> copied = new HashSet<>();
    private final List<LogRow> mainLine = new ArrayList<>();
    private final Map<NodeId, Long> said = new HashMap<>();
    private final BranchChecker branches;
    private long commands;
    private long copiedCommands;

    LogChecker(VirtualTime time) {
        this.time = time;
        branches = new BranchChecker(this);
    }

    /** @param copies on how many disks it was said to be */
    void acknowledged(String press, List<CommittedEvent> events, int copies) {
        commands++;
        for (CommittedEvent event : events) {
            acknowledged.put(event.id(), event);
            if (copies > 1) {
                copied.add(event.id());
                copiedCommands++;
            }
        }
        if (!events.isEmpty()) {
            EventId before = byPress.putIfAbsent(press, events.getFirst().id());
            if (before != null && !before.equals(events.getFirst().id())) {
                violation("3: the same press of a button became two events");
            }
        }
    }

    /** After a start: everything that was acknowledged is there, once, in its place; false when it is not. */
    boolean recovered(List<CommittedEvent> log) {
        int before = violations.size();
        Map<EventId, CommittedEvent> found = new HashMap<>();
        Set<String> presses = new HashSet<>();
        long sequence = 0;
        for (CommittedEvent event : log) {
            if (event.sequence() != ++sequence) {
                violation("3: event " + sequence + " is missing");
            }
            if (found.put(event.id(), event) != null) {
                violation("3: event " + event.id() + " is there twice");
            }
            boolean first = event.id().equals(log.getFirst().id());
            if (!first && !presses.add(event.actor() + "/" + event.key() + "/" + event.name())) {
                violation("3: the press " + event.key() + " of " + event.actor() + " is in the log twice");
            }
        }
        for (CommittedEvent event : acknowledged.values()) {
            CommittedEvent there = found.get(event.id());
            if (there == null) {
                violation("3: event " + event.sequence() + " was acknowledged and is gone");
            } else if (!there.equals(event)) {
                violation("3: event " + event.sequence() + " is another one now");
            }
        }
        return violations.size() == before;
    }

    /** What the writer folded is what the log folds to, to the byte. */
    void sameState(List<CommittedEvent> log, SessionState state) {
        SessionState folded = SessionState.begin(log.getFirst());
        for (CommittedEvent event : log.subList(1, log.size())) {
            folded = folded.apply(event);
        }
        if (!codec.encode(folded).equals(codec.encode(state))) {
            violation("4: the same log gives another state");
        }
    }

    /** An island's node said that it is done, provisionally. */
    void provisional(NodeId by, CommandResult.Accepted accepted) {
        commands++;
        branches.provisional(by, accepted);
    }

    /** In the end the main line has what islands had decided. */
    void merged(List<CommittedEvent> log) {
        branches.merged(log);
    }

    ReplicationWorld.Islands islands(int cuts) {
        return branches.islands(cuts);
    }

    /** In the end, who reads along has what the writer has. */
    void reads(LogFollower follower, SessionState state) {
        SessionState seen = follower.state();
        if (seen == null || !codec.encode(seen).equals(codec.encode(state))) {
            violation("4: who reads along ended with another state");
        }
    }

    /** The writer's disk has these. */
    void committed(List<LogRow> rows) {
        mainLine.addAll(rows);
    }

    /** How far the main line was committed. */
    long committedIndex() {
        return mainLine.size();
    }

    /** A learner shows these to its people. */
    void published(List<LogRow> rows) {
        for (LogRow row : rows) {
            if (row.index() > mainLine.size()
                    || !mainLine.get((int) row.index() - 1).equals(row)) {
                violation("3: a learner shows event " + row.index() + ", which is not committed");
            }
        }
    }

    /** A learner says that its disk has everything up to there. */
    void said(NodeId learner, long index) {
        said.merge(learner, index, Math::max);
    }

    /** Its disk has at least what it said. */
    void reaches(NodeId learner, long index) {
        if (index < said.getOrDefault(learner, 0L)) {
            violation("3: a learner said that it has " + said.get(learner) + " events, and has " + index);
        }
    }

    /** What a learner's disk has is what it said, and nothing else than the main line. */
    void holds(NodeId learner, List<LogRow> rows) {
        reaches(learner, rows.size());
        int common = Math.min(rows.size(), mainLine.size());
        if (!rows.subList(0, common).equals(mainLine.subList(0, common))) {
            violation("3: a learner's log is not the writer's");
        }
    }

    /** The writer's disk is destroyed and that log goes on: what was on one disk only may be gone. */
    void adopted(NodeId destroyed, List<LogRow> rows) {
        Set<EventId> there = new HashSet<>();
        rows.forEach(row -> there.add(row.eventId()));
        branches.adopted(destroyed, there);
        for (EventId id : List.copyOf(acknowledged.keySet())) {
            if (there.contains(id)) {
                continue;
            }
            if (copied.contains(id)) {
                violation("3: an event said to be on two disks is gone with one");
            }
            acknowledged.remove(id);
            byPress.values().remove(id);
        }
        // One of the two disks is gone: until a third has it, it is on one again.
        copied.clear();
        mainLine.clear();
        mainLine.addAll(rows);
        said.clear();
    }

    long copiedCommands() {
        return copiedCommands;
    }

    long commands() {
        return commands;
    }

    List<String> violations() {
        return violations;
    }

    void violation(String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what + " at " + time.nowNs() / 1_000_000 + " ms");
        }
    }

    LogWorld.Outcome outcome(int crashes, boolean refused) {
        return new LogWorld.Outcome(time.traceHash(), commands, crashes, refused, violations);
    }
}
