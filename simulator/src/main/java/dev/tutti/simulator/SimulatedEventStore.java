package dev.tutti.simulator;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.journal.EventCodec;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.EventName;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.EventStore;
import dev.tutti.session.core.Snapshot;
import dev.tutti.session.core.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The port of the log over the simulated disk, with the production codec; it can be told to have a bug. */
final class SimulatedEventStore implements EventStore {
    private final SimulatedDisk disk;
    private final PlantedLogBug bug;
    private final EventCodec codec = new EventCodec();
    private final List<CommittedEvent> log = new ArrayList<>();
    private final Map<EventId, CommittedEvent> byId = new HashMap<>();
    private boolean failed;

    /** Reads what the disk holds, or refuses. */
    SimulatedEventStore(SimulatedDisk disk, PlantedLogBug bug) {
        this.disk = disk;
        this.bug = bug;
        for (SimulatedDisk.Entry record : disk.readAll()) {
            if (!record.whole()) {
                if (bug == PlantedLogBug.CUT_AT_DAMAGED_RECORD) {
                    return;
                }
                throw new StoreException(StoreException.Kind.CORRUPT, "a synced record is damaged");
            }
            remember(decode(record.text()));
        }
    }

    @Override
    public List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        if (failed) {
            throw new StoreException(StoreException.Kind.FAILED, "the disk failed before");
        }
        requireNew(events);
        var committed = new ArrayList<CommittedEvent>();
        for (ProposedEvent event : events) {
            committed.add(event.committed(1, log.size() + committed.size() + 1L));
        }
        write(committed);
        sync();
        committed.forEach(this::remember);
        return committed;
    }

    private void requireNew(List<ProposedEvent> events) {
        long expected = log.size() + 1L;
        for (ProposedEvent event : events) {
            if (event.sequence() != expected++ || byId.containsKey(event.id())) {
                throw new StoreException(StoreException.Kind.CONFLICT, "this sequence or id is taken");
            }
        }
    }

    private void write(List<CommittedEvent> events) {
        try {
            for (CommittedEvent event : events) {
                disk.write(encode(event));
            }
        } catch (SimulatedDisk.FullException e) {
            disk.rollback();
            // The bug: kept in memory, acknowledged with a sequence that the disk does not know.
            if (bug != PlantedLogBug.PROVISIONAL_TAKES_NEXT_SEQUENCE) {
                throw new StoreException(StoreException.Kind.FULL, "no space", e);
            }
        }
    }

    private void sync() {
        if (bug == PlantedLogBug.ACKNOWLEDGED_BEFORE_SYNC) {
            return;
        }
        try {
            disk.sync();
        } catch (SimulatedDisk.SyncException e) {
            if (bug == PlantedLogBug.FAILED_SYNC_RETRIED_AND_BELIEVED) {
                retry();
                return;
            }
            failed = true;
            throw new StoreException(StoreException.Kind.FAILED, "the sync failed", e);
        }
    }

    private void retry() {
        try {
            disk.sync();
        } catch (SimulatedDisk.SyncException e) {
            throw new StoreException(StoreException.Kind.FAILED, "the sync failed twice", e);
        }
    }

    /** What a system does in its own time when nobody waits for a sync. */
    void syncNow() {
        sync();
    }

    private void remember(CommittedEvent event) {
        log.add(event);
        byId.put(event.id(), event);
    }

    private String encode(CommittedEvent e) {
        return String.join(
                "\t",
                Long.toString(e.index()),
                e.sessionId().value(),
                Long.toString(e.sequence()),
                e.id().value(),
                e.actor().value(),
                e.key(),
                e.commandHash(),
                Long.toString(e.atMs()),
                EventName.of(e.event()),
                codec.encode(e.event()));
    }

    private CommittedEvent decode(String text) {
        String[] fields = text.split("\t", -1);
        return new CommittedEvent(
                1,
                Long.parseLong(fields[0]),
                new SessionId(fields[1]),
                Long.parseLong(fields[2]),
                new EventId(fields[3]),
                new UserId(fields[4]),
                fields[5],
                fields[6],
                Long.parseLong(fields[7]),
                codec.decode(fields[8], fields[9]));
    }

    List<CommittedEvent> all() {
        return List.copyOf(log);
    }

    @Override
    public List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        return log.stream()
                .filter(event -> event.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<CommittedEvent> find(EventId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<SessionHead> sessions() {
        return log.isEmpty()
                ? List.of()
                : List.of(new SessionHead(
                        log.getFirst().sessionId(), log.getLast().sequence(), false));
    }

    /** None: every start reads the whole log, which is what is to be tested. */
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
