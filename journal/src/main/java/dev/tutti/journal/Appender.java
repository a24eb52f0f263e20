package dev.tutti.journal;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives events their place in the journal and its chain; the committing thread only, but for what is said. */
final class Appender implements CommitLoop.AfterCommit {
    /** Of the hub that began this journal; adopting a hub raises it (cluster.md V3). */
    static final long FIRST_GENERATION = 1;

    private static final String INSERT =
            "INSERT INTO event (" + Rows.COLUMNS + ", chain)" + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final EventCodec codec = new EventCodec();
    private final LogChain hashes = new LogChain();
    private final AcknowledgedMark mark;
    private final CheckedPlace checked;
    private final Map<String, Long> lastSequences;
    /** What the sessions had before this transaction. */
    private final Map<String, Long> sequencesBefore = new HashMap<>();

    private long index;
    private byte[] chain;
    private long lastGeneration;
    private boolean sealed;
    private volatile long generation;
    private volatile LogEnd end;
    private volatile Consumer<LogEnd> listener = _ -> {};

    Appender(JournalCheck.Contents contents, AcknowledgedMark mark, CheckedPlace checked) {
        this.mark = mark;
        this.checked = checked;
        lastSequences = new HashMap<>(contents.lastSequences());
        index = contents.index();
        chain = contents.chain();
        lastGeneration = contents.lastGeneration();
        generation = contents.generation();
        end = new LogEnd(lastGeneration, index, chain);
    }

    /** What is committed; any thread. */
    LogEnd end() {
        return end;
    }

    /** Any thread. */
    long generation() {
        return generation;
    }

    /** Any thread. */
    void onCommit(Consumer<LogEnd> told) {
        listener = told;
    }

    /** An append under way: what it gives, and how to take it back. */
    abstract class Step<T> implements CommitLoop.Change<T>, CommitLoop.Undo {
        private long indexBefore;
        private long generationBefore;
        private byte[] chainBefore = LogChain.genesis();
        private final Map<String, Long> before = new HashMap<>();

        @Override
        public T apply(Connection connection) throws SQLException {
            indexBefore = index;
            generationBefore = lastGeneration;
            chainBefore = chain;
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                T result = append(insert);
                writeHead(connection);
                return result;
            }
        }

        abstract T append(PreparedStatement insert) throws SQLException;

        void insert(LogRow row, PreparedStatement insert) throws SQLException {
            String session = row.sessionId().value();
            long last = lastSequences.getOrDefault(session, 0L);
            if (row.index() != index + 1 || row.sequence() != last + 1) {
                throw new StoreException(
                        StoreException.Kind.CONFLICT,
                        "Session " + session + " continues with " + (last + 1) + " at " + (index + 1) + ", not "
                                + row.sequence() + " at " + row.index() + ".");
            }
            before.putIfAbsent(session, last);
            sequencesBefore.putIfAbsent(session, last);
            byte[] next = hashes.next(chain, row);
            Rows.bind(row, insert, next);
            insert.executeUpdate();
            index++;
            chain = next;
            lastGeneration = row.generation();
            lastSequences.put(session, row.sequence());
        }

        @Override
        public void run() {
            index = indexBefore;
            lastGeneration = generationBefore;
            chain = chainBefore;
            lastSequences.putAll(before);
        }
    }

    /** Events that were decided here. */
    final class Append extends Step<List<CommittedEvent>> {
        private final SessionId sessionId;
        private final List<ProposedEvent> events;

        Append(SessionId sessionId, List<ProposedEvent> events) {
            this.sessionId = sessionId;
            this.events = List.copyOf(events);
        }

        @Override
        List<CommittedEvent> append(PreparedStatement insert) throws SQLException {
            if (sealed) {
                throw new StoreException(StoreException.Kind.ELSEWHERE, "Another node writes the log.");
            }
            var committed = new ArrayList<CommittedEvent>();
            Map<String, Integer> ordinals = new HashMap<>();
            for (ProposedEvent event : events) {
                if (!event.sessionId().equals(sessionId)) {
                    throw new StoreException(
                            StoreException.Kind.CONFLICT, event.sessionId() + " is not " + sessionId + ".");
                }
                int ordinal = ordinals.merge(event.actor() + " " + event.key(), 1, Integer::sum) - 1;
                insert(codec.row(event, generation, index + 1, ordinal), insert);
                committed.add(event.committed(generation, index));
            }
            return committed;
        }
    }

    /** Rows that another node's writer decided. */
    final class Copy extends Step<LogEnd> {
        private final List<LogRow> rows;

        Copy(List<LogRow> rows) {
            this.rows = List.copyOf(rows);
        }

        @Override
        LogEnd append(PreparedStatement insert) throws SQLException {
            for (LogRow row : rows) {
                insert(row, insert);
            }
            return new LogEnd(lastGeneration, index, chain);
        }
    }

    private void writeHead(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE head SET idx = ?, chain = ? WHERE one = 1")) {
            update.setLong(1, index);
            update.setBytes(2, chain);
            update.executeUpdate();
        }
    }

    /** The next rows are of that generation, unless it is a lower one. */
    boolean raise(Connection connection, long to) throws SQLException {
        if (to <= generation) {
            return false;
        }
        try (PreparedStatement update = connection.prepareStatement("UPDATE head SET generation = ? WHERE one = 1")) {
            update.setLong(1, to);
            update.executeUpdate();
        }
        // Only ever used by the one who asked, after the commit.
        generation = to;
        return true;
    }

    /** Whether events of this node's own are refused; those before it in the mailbox are done. */
    boolean seal(boolean now) {
        sealed = now;
        return now;
    }

    /** An empty log; what there was stands aside. */
    boolean startAnew(Connection connection, LogStore.Aside what) throws SQLException {
        mark.forget();
        checked.forget();
        Schema.putLogAside(connection, what);
        sequencesBefore.putAll(lastSequences);
        lastSequences.clear();
        index = 0;
        chain = LogChain.genesis();
        lastGeneration = 0;
        writeHead(connection);
        return true;
    }

    @Override
    public void committed() {
        boolean appended = index != end.index();
        sequencesBefore.clear();
        if (appended) {
            var now = new LogEnd(lastGeneration, index, chain);
            end = now;
            var place = new AcknowledgedMark.Place(index, chain);
            mark.write(place);
            checked.committed(place);
            listener.accept(now);
        }
    }

    @Override
    public void rolledBack() {
        index = end.index();
        chain = end.chain();
        lastGeneration = end.generation();
        lastSequences.putAll(sequencesBefore);
        sequencesBefore.clear();
    }
}
