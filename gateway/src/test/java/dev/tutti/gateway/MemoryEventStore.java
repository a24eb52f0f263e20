package dev.tutti.gateway;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.Event;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.EventStore;
import dev.tutti.session.core.Snapshot;
import dev.tutti.session.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A log in memory that keeps the port's promises as long as the process lives. */
final class MemoryEventStore implements EventStore {
    private final List<CommittedEvent> log = new ArrayList<>();

    @Override
    public synchronized List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        long last = read(sessionId, 0, Integer.MAX_VALUE).size();
        var committed = new ArrayList<CommittedEvent>();
        for (ProposedEvent event : events) {
            if (event.sequence() != ++last || find(event.id()).isPresent()) {
                throw new StoreException(StoreException.Kind.CONFLICT, "taken");
            }
            committed.add(event.committed(1, log.size() + committed.size() + 1));
        }
        log.addAll(committed);
        return committed;
    }

    @Override
    public synchronized List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        return log.stream()
                .filter(e -> e.sessionId().equals(sessionId) && e.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<CommittedEvent> find(EventId id) {
        return log.stream().filter(e -> e.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<SessionHead> sessions() {
        return log.stream()
                .map(CommittedEvent::sessionId)
                .distinct()
                .map(id -> {
                    List<CommittedEvent> events = read(id, 0, Integer.MAX_VALUE);
                    boolean closed = events.stream().anyMatch(e -> e.event() instanceof Event.SessionClosed);
                    return new SessionHead(id, events.size(), closed);
                })
                .toList();
    }

    @Override
    public Optional<Snapshot> snapshot(SessionId sessionId) {
        return Optional.empty();
    }

    @Override
    public void keep(Snapshot snapshot) {}

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public void close() {}
}
