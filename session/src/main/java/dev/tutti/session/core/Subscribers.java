package dev.tutti.session.core;

import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Cursor;
import dev.tutti.session.SessionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who follows a session, and the newest events for those who come back; writer's thread only. */
final class Subscribers {
    /** Events kept in memory for resuming. */
    static final int RECENT = 1_024;
    /** Whoever missed more gets a snapshot: it is smaller. */
    static final int MAX_TAIL = 2_000;

    static final int MAX_SUBSCRIBERS = 4_096;

    private static final Logger log = LoggerFactory.getLogger(Subscribers.class);

    private final EventStore store;
    private final List<SessionSubscriber> subscribers = new ArrayList<>();
    private final ArrayDeque<CommittedEvent> recent = new ArrayDeque<>();

    Subscribers(EventStore store) {
        this.store = store;
    }

    void add(SessionSubscriber subscriber, @Nullable Cursor from, SessionState state, Cursor now) {
        if (subscribers.size() >= MAX_SUBSCRIBERS) {
            call(subscriber, s -> s.ended(SessionSubscriber.End.BUSY));
            return;
        }
        Optional<List<CommittedEvent>> missed =
                from == null || now.branch() != null ? Optional.empty() : tail(from, now, state);
        boolean begun = missed.isEmpty()
                ? call(subscriber, s -> s.snapshot(state, now))
                : call(subscriber, s -> {
                    s.resumed(from == null ? now : from);
                    missed.get().forEach(s::event);
                });
        if (begun) {
            subscribers.add(subscriber);
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very subscriber, whatever it thinks equal is
    void remove(SessionSubscriber subscriber) {
        subscribers.removeIf(s -> s == subscriber);
    }

    /** Everybody gets a state that replaces what they have (cluster.md C2). */
    void replace(SessionState state, Cursor now) {
        subscribers.removeIf(subscriber -> !call(subscriber, s -> s.snapshot(state, now)));
    }

    /** For those who come back; nobody is told. */
    void keep(List<CommittedEvent> events) {
        for (CommittedEvent event : events) {
            if (recent.size() == RECENT) {
                recent.removeFirst();
            }
            recent.addLast(event);
        }
    }

    void publish(List<CommittedEvent> events) {
        keep(events);
        for (CommittedEvent event : events) {
            subscribers.removeIf(subscriber -> !call(subscriber, s -> s.event(event)));
        }
    }

    void end(SessionSubscriber.End end) {
        subscribers.forEach(subscriber -> call(subscriber, s -> s.ended(end)));
        subscribers.clear();
    }

    /** What followed that cursor, or nothing when it cannot be continued here. */
    private Optional<List<CommittedEvent>> tail(Cursor from, Cursor now, SessionState state) {
        long missing = now.sequence() - from.sequence();
        if (from.branch() != null || missing < 0 || missing > MAX_TAIL || !isOurs(from, now, state)) {
            return Optional.empty();
        }
        if (missing <= recent.size()) {
            return Optional.of(recent.stream().skip(recent.size() - missing).toList());
        }
        try {
            List<CommittedEvent> read = store.read(state.id(), from.sequence(), (int) missing);
            return read.size() == missing ? Optional.of(read) : Optional.empty();
        } catch (StoreException e) {
            log.warn("session {} cannot read its tail, sends a snapshot instead", state.id(), e);
            return Optional.empty();
        }
    }

    /** Whether that place was ever one of this line: a later generation has another row where the older line went on. */
    private boolean isOurs(Cursor from, Cursor now, SessionState state) {
        if (from.generation() == now.generation()) {
            return true;
        }
        if (from.generation() > now.generation() || from.sequence() < 1) {
            return false;
        }
        try {
            return store.read(state.id(), from.sequence() - 1, 1).stream()
                    .anyMatch(event -> event.generation() <= from.generation());
        } catch (StoreException e) {
            log.warn("session {} cannot read where a cursor stands, sends a snapshot instead", state.id(), e);
            return false;
        }
    }

    /** False when the subscriber threw and must go. */
    private static boolean call(SessionSubscriber subscriber, Consumer<SessionSubscriber> call) {
        try {
            call.accept(subscriber);
            return true;
        } catch (RuntimeException e) {
            log.error("a subscriber failed and is dropped", e);
            return false;
        }
    }
}
