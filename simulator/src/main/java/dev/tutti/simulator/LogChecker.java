package dev.tutti.simulator;

import dev.tutti.foundation.EventId;
import dev.tutti.journal.EventCodec;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.SessionState;
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
    private long commands;

    LogChecker(VirtualTime time) {
        this.time = time;
    }

    void acknowledged(String press, List<CommittedEvent> events) {
        commands++;
        for (CommittedEvent event : events) {
            acknowledged.put(event.id(), event);
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

    void violation(String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what + " at " + time.nowNs() / 1_000_000 + " ms");
        }
    }

    LogWorld.Outcome outcome(int crashes, boolean refused) {
        return new LogWorld.Outcome(time.traceHash(), commands, crashes, refused, violations);
    }
}
