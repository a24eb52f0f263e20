package dev.tutti.session.core;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Event;
import dev.tutti.session.ProposedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A log in memory that can be told to fail. */
final class MemoryEventStore implements EventStore {
    private final List<CommittedEvent> log = new ArrayList<>();
    private final Map<SessionId, Snapshot> snapshots = new HashMap<>();
    final AtomicInteger appends = new AtomicInteger();
    private @Nullable StoreException failure;

    /** The next appends fail so, until told otherwise. */
    synchronized void failWith(StoreException.@Nullable Kind kind) {
        failure = kind == null ? null : new StoreException(kind, "told to fail");
    }

    @Override
    public synchronized List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        if (failure != null) {
            throw failure;
        }
        appends.incrementAndGet();
        var committed = new ArrayList<CommittedEvent>();
        for (ProposedEvent event : events) {
            if (find(event.id()).isPresent()) {
                throw new StoreException(StoreException.Kind.CONFLICT, "this id is taken");
            }
            CommittedEvent next = event.committed(1, log.size() + 1L);
            log.add(next);
            committed.add(next);
        }
        return committed;
    }

    @Override
    public synchronized List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        return log.stream()
                .filter(event -> event.sessionId().equals(sessionId) && event.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<CommittedEvent> find(EventId id) {
        return log.stream().filter(event -> event.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<SessionHead> sessions() {
        Map<SessionId, SessionHead> heads = new LinkedHashMap<>();
        for (CommittedEvent event : log) {
            SessionHead before = heads.get(event.sessionId());
            boolean closed = event.event() instanceof Event.SessionClosed || (before != null && before.closed());
            heads.put(event.sessionId(), new SessionHead(event.sessionId(), event.sequence(), closed));
        }
        return List.copyOf(heads.values());
    }

    @Override
    public synchronized Optional<Snapshot> snapshot(SessionId sessionId) {
        return Optional.ofNullable(snapshots.get(sessionId));
    }

    @Override
    public synchronized void keep(Snapshot snapshot) {
        snapshots.put(snapshot.state().id(), snapshot);
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public void close() {}
}
