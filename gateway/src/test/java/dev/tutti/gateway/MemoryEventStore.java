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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log in memory that keeps the port's promises as long as the process lives. */
final class MemoryEventStore implements EventStore {
    private final Map<SessionId, List<CommittedEvent>> logs = new LinkedHashMap<>();
    private final Map<EventId, CommittedEvent> byId = new HashMap<>();

    @Override
    public synchronized List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        List<CommittedEvent> log = logs.computeIfAbsent(sessionId, _ -> new ArrayList<>());
        long last = log.size();
        var committed = new ArrayList<CommittedEvent>();
        for (ProposedEvent event : events) {
            if (event.sequence() != ++last || byId.containsKey(event.id())) {
                throw new StoreException(StoreException.Kind.CONFLICT, "taken");
            }
            committed.add(event.committed(1, byId.size() + committed.size() + 1));
        }
        log.addAll(committed);
        committed.forEach(event -> byId.put(event.id(), event));
        return committed;
    }

    @Override
    public synchronized List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        List<CommittedEvent> log = logs.getOrDefault(sessionId, List.of());
        int from = (int) Math.min(afterSequence, log.size());
        return List.copyOf(log.subList(from, (int) Math.min(log.size(), from + (long) limit)));
    }

    @Override
    public synchronized Optional<CommittedEvent> find(EventId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public synchronized List<SessionHead> sessions() {
        return logs.entrySet().stream()
                .map(entry -> new SessionHead(
                        entry.getKey(),
                        entry.getValue().size(),
                        entry.getValue().stream().anyMatch(e -> e.event() instanceof Event.SessionClosed)))
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
