package dev.tutti.journal;

import dev.tutti.session.core.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the whole journal at the start and says what it holds, or refuses: rot, gaps and lost tails are seen here. */
final class JournalCheck {
    private final Path file;
    private final HashChain hashes = new HashChain();

    /** What the journal holds, so that the next append can continue it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Contents(long index, byte[] chain, Map<String, Long> lastSequences) {}

    JournalCheck(Path file) {
        this.file = file;
    }

    Contents run(Connection connection, AcknowledgedMark.@Nullable Place acknowledged) throws SQLException {
        integrity(connection);
        Map<String, Long> sequences = new HashMap<>();
        byte[] chain = HashChain.genesis();
        long index = 0;
        boolean meetsMark = acknowledged == null || acknowledged.index() == 0;
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT " + Row.COLUMNS + ", chain FROM event ORDER BY idx")) {
            while (set.next()) {
                Row row = Row.read(set);
                chain = hashes.next(chain, row);
                index++;
                check(row, index, chain, set.getBytes(14), sequences);
                if (acknowledged != null && index == acknowledged.index()) {
                    meetsMark = Arrays.equals(chain, acknowledged.chain());
                }
            }
        }
        head(connection, index, chain);
        if (!meetsMark && acknowledged != null) {
            throw broken("Event " + acknowledged.index() + " was acknowledged, and the journal ends at " + index
                    + " or holds another one there");
        }
        return new Contents(index, chain, sequences);
    }

    private void check(Row row, long index, byte[] chain, byte @Nullable [] stored, Map<String, Long> sequences) {
        if (row.index() != index) {
            throw broken("Event " + index + " is missing");
        }
        if (!Arrays.equals(chain, stored)) {
            throw broken("Event " + index + " is not what was written");
        }
        long expected = sequences.merge(row.sessionId(), 1L, Long::sum);
        if (row.sequence() != expected) {
            throw broken("Session " + row.sessionId() + " has no event " + expected);
        }
    }

    private void head(Connection connection, long index, byte[] chain) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT idx, chain FROM head WHERE one = 1")) {
            if (!set.next() || set.getLong(1) != index || !Arrays.equals(set.getBytes(2), chain)) {
                throw broken("The last events are missing after " + index);
            }
        }
    }

    /** SQLite's own check: pages, cells, and that the indexes hold what the tables hold. */
    private void integrity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String verdict = set.next() ? set.getString(1) : "no answer";
            if (!"ok".equals(verdict)) {
                throw broken("SQLite says: " + verdict);
            }
        }
    }

    StoreException broken(String what) {
        return new StoreException(StoreException.Kind.CORRUPT, what + ". " + advice(file));
    }

    static String advice(Path file) {
        return "Nothing was changed. Keep " + file
                + " and the files beside it, copy them to another disk, then restore a"
                + " backup, or start with another data directory. To go on with what can still be read, see"
                + " \"A damaged journal\" in the README.";
    }
}
