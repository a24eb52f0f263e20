package dev.tutti.journal;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.Sha256;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.EventStore;
import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.Snapshot;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of all sessions in SQLite; {@link SqliteJournal#events} gives it. */
public final class SqliteEventStore implements EventStore, LogStore {
    /** Raised when the shape or the meaning of a state changes: older snapshots are then read from the log again. */
    static final int SNAPSHOT_VERSION = 5;

    private static final Logger log = LoggerFactory.getLogger(SqliteEventStore.class);

    private final EventCodec codec = new EventCodec();
    private final CommitLoop commits;
    private final Readers readers;
    private final Appender appender;
    private final Scrub scrub;

    SqliteEventStore(CommitLoop commits, Readers readers, Appender appender, Scrub scrub) {
        this.commits = commits;
        this.readers = readers;
        this.appender = appender;
        this.scrub = scrub;
    }

    @Override
    public List<CommittedEvent> append(SessionId sessionId, List<ProposedEvent> events) {
        if (events.isEmpty()) {
            return List.of();
        }
        Appender.Append append = appender.new Append(sessionId, events);
        return commits.commit(append, append);
    }

    @Override
    public List<CommittedEvent> read(SessionId sessionId, long afterSequence, int limit) {
        return readers.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT " + Rows.COLUMNS
                    + ", chain FROM event WHERE session_id = ? AND sequence > ? ORDER BY sequence LIMIT ?")) {
                select.setString(1, sessionId.value());
                select.setLong(2, afterSequence);
                select.setInt(3, limit);
                return events(select);
            }
        });
    }

    @Override
    public Optional<CommittedEvent> find(EventId id) {
        return readers.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT " + Rows.COLUMNS + ", chain FROM event WHERE event_id = ?")) {
                select.setString(1, id.value());
                return events(select).stream().findFirst();
            }
        });
    }

    private List<CommittedEvent> events(PreparedStatement select) throws SQLException {
        return rows(select).stream().map(codec::event).toList();
    }

    private List<LogRow> rows(PreparedStatement select) throws SQLException {
        var rows = new ArrayList<LogRow>();
        var check = new RowCheck(select.getConnection());
        try (ResultSet set = select.executeQuery()) {
            while (set.next()) {
                LogRow row = Rows.read(set);
                if (scrub.isUnread(row.index())) {
                    check.require(row, set.getBytes(14));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public List<SessionHead> sessions() {
        return readers.read(SqliteEventStore::heads);
    }

    /** Along the indexes, so that the length of the log does not matter much. */
    private static List<SessionHead> heads(Connection connection) throws SQLException {
        var places = new TreeMap<Long, SessionHead>();
        // After the end of a session only the floor's history and what an island had decided may still come.
        String lastOfState =
                "SELECT type FROM event WHERE session_id = ? AND type NOT LIKE 'floor.%' AND type NOT LIKE 'merge.%'"
                        + " ORDER BY sequence DESC LIMIT 1";
        String first = "SELECT idx FROM event WHERE session_id = ? AND sequence = 1";
        for (Map.Entry<String, Long> last :
                JournalCheck.lastSequences(connection, Long.MAX_VALUE).entrySet()) {
            boolean closed = "session.closed".equals(one(connection, lastOfState, last.getKey()));
            String place = one(connection, first, last.getKey());
            var head = new SessionHead(new SessionId(last.getKey()), last.getValue(), closed);
            places.put(place == null ? 0L : Long.parseLong(place), head);
        }
        return List.copyOf(places.values());
    }

    private static @Nullable String one(Connection connection, String query, String sessionId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, sessionId);
            try (ResultSet set = select.executeQuery()) {
                return set.next() ? set.getString(1) : null;
            }
        }
    }

    @Override
    public Optional<Snapshot> snapshot(SessionId sessionId) {
        return readers.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT state, hash FROM snapshot WHERE session_id = ? AND version = ?")) {
                select.setString(1, sessionId.value());
                select.setInt(2, SNAPSHOT_VERSION);
                try (ResultSet set = select.executeQuery()) {
                    return set.next() ? decode(sessionId, set.getString(1), set.getString(2)) : Optional.empty();
                }
            }
        });
    }

    /** A snapshot that cannot be read is no loss: the log has everything. */
    private Optional<Snapshot> decode(SessionId sessionId, String json, String hash) {
        if (!hash(json).equals(hash)) {
            log.warn("the snapshot of session {} is damaged; its log is read instead", sessionId);
            return Optional.empty();
        }
        try {
            SessionState state = codec.decodeState(json);
            return Optional.of(new Snapshot(state));
        } catch (StoreException e) {
            log.warn("the snapshot of session {} cannot be read; its log is read instead", sessionId, e);
            return Optional.empty();
        }
    }

    @Override
    public void keep(Snapshot snapshot) {
        String json = codec.encode(snapshot.state());
        commits.commit(
                connection -> {
                    try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT OR REPLACE INTO snapshot (session_id, sequence, version, state, hash)"
                                    + " VALUES (?, ?, ?, ?, ?)")) {
                        insert.setString(1, snapshot.state().id().value());
                        insert.setLong(2, snapshot.sequence());
                        insert.setInt(3, SNAPSHOT_VERSION);
                        insert.setString(4, json);
                        insert.setString(5, hash(json));
                        return insert.executeUpdate();
                    }
                },
                CommitLoop.Undo.NOTHING);
    }

    private static String hash(String json) {
        return new Sha256().text(json).hex(16);
    }

    @Override
    public long generation() {
        return appender.generation();
    }

    @Override
    public LogEnd end() {
        return appender.end();
    }

    @Override
    public byte @Nullable [] chainAt(long index) {
        if (index == 0) {
            return LogChain.genesis();
        }
        Optional<byte[]> found =
                readers.read(connection -> Optional.ofNullable(JournalCheck.chainAt(connection, index)));
        return found.orElse(null);
    }

    @Override
    public List<LogRow> rows(long afterIndex, int limit) {
        return readers.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT " + Rows.COLUMNS + ", chain FROM event WHERE idx > ? ORDER BY idx LIMIT ?")) {
                select.setLong(1, afterIndex);
                select.setInt(2, limit);
                return rows(select);
            }
        });
    }

    @Override
    public LogEnd copy(List<LogRow> rows) {
        Appender.Copy copy = appender.new Copy(rows);
        return commits.commit(copy, copy);
    }

    @Override
    public void startAnew(Aside what) {
        scrub.forget();
        commits.commit(connection -> appender.startAnew(connection, what), CommitLoop.Undo.NOTHING);
    }

    @Override
    public void onCommit(Consumer<LogEnd> listener) {
        appender.onCommit(listener);
    }

    @Override
    public void raiseGeneration(long generation) {
        commits.commit(connection -> appender.raise(connection, generation), CommitLoop.Undo.NOTHING);
    }

    @Override
    public void seal(boolean sealed) {
        commits.commit(_ -> appender.seal(sealed), CommitLoop.Undo.NOTHING);
    }

    /** The journal that gave this store closes it. */
    @Override
    public void close() {}
}
