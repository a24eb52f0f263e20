package dev.tutti.simulator;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.journal.EventCodec;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.EventStore;
import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.Snapshot;
import dev.tutti.session.core.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ports of the log over the simulated disk, with the production codec and chain; it can be told to have a bug. */
final class SimulatedEventStore implements EventStore, LogStore {
    private final SimulatedDisk disk;
    private final PlantedLogBug bug;
    private final EventCodec codec = new EventCodec();
    private final LogChain hashes = new LogChain();
    private final List<LogRow> rows = new ArrayList<>();
    private final List<byte[]> chains = new ArrayList<>();
    private final List<CommittedEvent> log = new ArrayList<>();
    private final Map<EventId, CommittedEvent> byId = new HashMap<>();
    private final Map<SessionId, Long> lastSequences = new LinkedHashMap<>();
    private List<LogRow> copying = List.of();
    private Consumer<LogEnd> listener = _ -> {};
    private Runnable beforeSync = () -> {};
    private long generation = 1;
    private boolean failed;
    private boolean sealed;

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
        generation = Math.max(1, end().generation());
    }

    /** Called between writing and syncing: the moment to lose power in. */
    void beforeSync(Runnable what) {
        beforeSync = what;
    }

    @Override
    public List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        if (failed) {
            throw new StoreException(StoreException.Kind.FAILED, "the disk failed before");
        }
        if (sealed) {
            throw new StoreException(StoreException.Kind.ELSEWHERE, "another node writes the log");
        }
        requireNew(sessionId, events);
        var added = new ArrayList<LogRow>();
        Map<String, Integer> ordinals = new HashMap<>();
        for (ProposedEvent event : events) {
            int ordinal = ordinals.merge(event.actor() + " " + event.key(), 1, Integer::sum) - 1;
            added.add(codec.row(event, generation, rows.size() + added.size() + 1L, ordinal));
        }
        write(added);
        if (bug == PlantedLogBug.UNCOMMITTED_IS_PUBLISHED) {
            added.forEach(this::remember);
            listener.accept(end());
        }
        beforeSync.run();
        sync();
        if (bug != PlantedLogBug.UNCOMMITTED_IS_PUBLISHED) {
            added.forEach(this::remember);
            listener.accept(end());
        }
        return added.stream().map(codec::event).toList();
    }

    private void requireNew(SessionId sessionId, List<ProposedEvent> events) {
        long expected = lastSequences.getOrDefault(sessionId, 0L) + 1L;
        for (ProposedEvent event : events) {
            if (event.sequence() != expected++ || byId.containsKey(event.id())) {
                throw new StoreException(StoreException.Kind.CONFLICT, "this sequence or id is taken");
            }
        }
    }

    private void write(List<LogRow> added) {
        try {
            for (LogRow row : added) {
                disk.write(encode(row));
            }
        } catch (SimulatedDisk.FullException e) {
            disk.rollback();
            // The bug: kept in memory, acknowledged with a sequence that the disk does not know.
            if (bug != PlantedLogBug.UNWRITTEN_TAKES_NEXT_SEQUENCE) {
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

    /** Writes what another node's writer decided; it is there after {@link #syncCopy}. */
    void writeCopy(List<LogRow> added) {
        long first = added.getFirst().index();
        if (first <= rows.size()) {
            // Only a learner that does not pass over what it has comes here: its log is cut, as by a write at a place.
            cut(first - 1);
        }
        write(added);
        copying = added;
    }

    private void cut(long toIndex) {
        disk.cut((int) toIndex);
        List<LogRow> kept = List.copyOf(rows.subList(0, (int) toIndex));
        rows.clear();
        chains.clear();
        log.clear();
        byId.clear();
        lastSequences.clear();
        kept.forEach(this::remember);
    }

    LogEnd syncCopy() {
        sync();
        copying.forEach(this::remember);
        copying = List.of();
        return end();
    }

    private void remember(LogRow row) {
        CommittedEvent event = codec.event(row);
        chains.add(hashes.next(end().chain(), row));
        rows.add(row);
        log.add(event);
        byId.put(event.id(), event);
        lastSequences.put(row.sessionId(), row.sequence());
    }

    private static String encode(LogRow row) {
        return String.join(
                "\t",
                Long.toString(row.generation()),
                Long.toString(row.index()),
                row.sessionId().value(),
                Long.toString(row.sequence()),
                row.eventId().value(),
                row.actor().value(),
                row.key(),
                Integer.toString(row.ordinal()),
                row.commandHash(),
                row.origin() == null ? "" : row.origin(),
                Long.toString(row.atMs()),
                row.type(),
                row.payload());
    }

    private static LogRow decode(String text) {
        String[] fields = text.split("\t", -1);
        return new LogRow(
                Long.parseLong(fields[0]),
                Long.parseLong(fields[1]),
                new SessionId(fields[2]),
                Long.parseLong(fields[3]),
                new EventId(fields[4]),
                new UserId(fields[5]),
                fields[6],
                Integer.parseInt(fields[7]),
                fields[8],
                fields[9].isEmpty() ? null : fields[9],
                Long.parseLong(fields[10]),
                fields[11],
                fields[12]);
    }

    List<CommittedEvent> all() {
        return List.copyOf(log);
    }

    @Override
    public List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        return log.stream()
                .filter(event -> event.sessionId().equals(sessionId) && event.sequence() > afterSequence)
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<CommittedEvent> find(EventId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public List<SessionHead> sessions() {
        return lastSequences.entrySet().stream()
                .map(entry -> new SessionHead(entry.getKey(), entry.getValue(), false))
                .toList();
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
        return generation;
    }

    @Override
    public LogEnd end() {
        return rows.isEmpty()
                ? LogEnd.genesis()
                : new LogEnd(rows.getLast().generation(), rows.size(), chains.getLast());
    }

    @Override
    public byte @Nullable [] chainAt(long index) {
        if (index == 0) {
            return LogChain.genesis();
        }
        return index <= chains.size() ? chains.get((int) index - 1) : null;
    }

    @Override
    public List<LogRow> rows(long afterIndex, int limit) {
        int from = (int) Math.min(afterIndex, rows.size());
        return List.copyOf(rows.subList(from, Math.min(rows.size(), from + limit)));
    }

    @Override
    public LogEnd copy(List<LogRow> added) {
        writeCopy(added);
        return syncCopy();
    }

    @Override
    public void startAnew(Aside what) {
        cut(0);
    }

    @Override
    public void onCommit(Consumer<LogEnd> told) {
        listener = told;
    }

    @Override
    public void raiseGeneration(long to) {
        generation = Math.max(generation, to);
    }

    @Override
    public void seal(boolean now) {
        sealed = now;
    }

    @Override
    public void close() {}
}
