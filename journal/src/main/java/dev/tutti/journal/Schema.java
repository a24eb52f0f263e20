package dev.tutti.journal;

import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** The tables, and the steps from each version of them to the next. */
final class Schema {
    private static final List<String> EVENTS = List.of(
            """
            CREATE TABLE event (
              idx INTEGER PRIMARY KEY,
              generation INTEGER NOT NULL,
              session_id TEXT NOT NULL,
              sequence INTEGER NOT NULL,
              event_id TEXT NOT NULL,
              actor TEXT NOT NULL,
              key TEXT NOT NULL,
              ordinal INTEGER NOT NULL,
              command_hash TEXT NOT NULL,
              origin TEXT,
              at_ms INTEGER NOT NULL,
              type TEXT NOT NULL,
              payload TEXT NOT NULL,
              chain BLOB NOT NULL
            ) STRICT\
            """,
            "CREATE UNIQUE INDEX event_by_sequence ON event (session_id, sequence)",
            "CREATE UNIQUE INDEX event_by_id ON event (event_id)",
            "CREATE UNIQUE INDEX event_by_key ON event (session_id, actor, key, ordinal)");

    /** One list of statements a version; only ever appended to. */
    private static final List<List<String>> MIGRATIONS =
            List.of(log(), songs(), generations(), branches(), deletedSongs());

    private Schema() {}

    private static List<String> log() {
        return Stream.concat(
                        EVENTS.stream(),
                        Stream.of(
                                "CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), idx INTEGER NOT NULL,"
                                        + " chain BLOB NOT NULL) STRICT",
                                "INSERT INTO head VALUES (1, 0, zeroblob(32))",
                                "CREATE TABLE snapshot (session_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL,"
                                        + " version INTEGER NOT NULL, state TEXT NOT NULL, hash TEXT NOT NULL) STRICT,"
                                        + " WITHOUT ROWID",
                                "CREATE TABLE fact (key TEXT PRIMARY KEY, value BLOB NOT NULL, hash TEXT NOT NULL)"
                                        + " STRICT, WITHOUT ROWID"))
                .toList();
    }

    /** The library; {@code words} and {@code sort} are what is searched and ordered by. */
    private static List<String> songs() {
        return List.of("""
            CREATE TABLE song (
              id TEXT PRIMARY KEY,
              title TEXT NOT NULL,
              artist TEXT,
              song_key TEXT,
              bpm REAL,
              time_signature TEXT,
              duration_s INTEGER,
              has_chart INTEGER NOT NULL,
              updated_at_ms INTEGER NOT NULL,
              sort TEXT NOT NULL,
              words TEXT NOT NULL,
              draft TEXT NOT NULL,
              hash TEXT NOT NULL
            ) STRICT\
            """, "CREATE INDEX song_by_sort ON song (sort, id)");
    }

    /** Under which generation this node's log goes on (cluster.md V3). */
    private static List<String> generations() {
        return List.of("ALTER TABLE head ADD COLUMN generation INTEGER NOT NULL DEFAULT 1");
    }

    /** What islands decided (cluster.md B2); {@code aside} is what belonged to another cluster's log. */
    private static List<String> branches() {
        return List.of("CREATE TABLE branch (branch TEXT NOT NULL, n INTEGER NOT NULL, content TEXT NOT NULL,"
                + " hash TEXT NOT NULL, aside INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (aside, branch, n))"
                + " STRICT, WITHOUT ROWID");
    }

    /** Songs that were deleted, so that no other node brings them back. */
    private static List<String> deletedSongs() {
        return List.of("CREATE TABLE song_deleted (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID");
    }

    /** Every connection: durable at commit, readers beside the writer, nothing trusted that lies in the file. */
    static void configure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA cell_size_check = ON");
            statement.execute("PRAGMA trusted_schema = OFF");
        }
    }

    /** Renames the table of events and makes an empty one; part of the caller's transaction. */
    static void putLogAside(Connection connection, LogStore.Aside what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int aside = 1;
            try (ResultSet set = statement.executeQuery(
                    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name LIKE 'event_aside_%'")) {
                aside += set.next() ? set.getInt(1) : 0;
            }
            for (String index : List.of("event_by_sequence", "event_by_id", "event_by_key")) {
                statement.execute("DROP INDEX " + index);
            }
            statement.execute("ALTER TABLE event RENAME TO event_aside_" + aside);
            for (String step : EVENTS) {
                statement.execute(step);
            }
            statement.execute("DELETE FROM snapshot");
            if (what == LogStore.Aside.EVERYTHING) {
                statement.execute("UPDATE branch SET aside = " + aside + " WHERE aside = 0");
            }
        }
    }

    static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > MIGRATIONS.size()) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "The journal has version " + version + ", this Tutti knows " + MIGRATIONS.size()
                            + ". Start the newer Tutti that wrote it.");
        }
        for (int next = version; next < MIGRATIONS.size(); next++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                for (String step : MIGRATIONS.get(next)) {
                    statement.execute(step);
                }
                statement.execute("PRAGMA user_version = " + (next + 1));
                statement.execute("COMMIT");
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("PRAGMA user_version")) {
            return set.next() ? set.getInt(1) : 0;
        }
    }
}
