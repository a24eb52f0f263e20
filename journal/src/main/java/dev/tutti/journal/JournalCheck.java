package dev.tutti.journal;

import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal's events and refuses it when anything is missing, changed or unreadable: all of them, or those that
 * came since a place up to which they were read before.
 */
final class JournalCheck {
    private static final int PIECE = 5_000;
    private static final String EVENTS =
            "SELECT " + Rows.COLUMNS + ", chain FROM event WHERE idx > ? ORDER BY idx LIMIT ?";

    private final LogChain hashes = new LogChain();
    private final Path file;

    /** Where the journal ends, and where each session does. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Contents(long generation, long lastGeneration, long index, byte[] chain, Map<String, Long> lastSequences) {
        AcknowledgedMark.Place end() {
            return new AcknowledgedMark.Place(index, chain);
        }
    }

    /** How far the reading has come. */
    private static final class Position {
        private long index;
        private byte[] chain;
        private final Map<String, Long> sequences;

        Position(long index, byte[] chain, Map<String, Long> sequences) {
            this.index = index;
            this.chain = chain;
            this.sequences = sequences;
        }
    }

    JournalCheck(Path file) {
        this.file = file;
    }

    /** Reads everything. */
    Contents run(Connection connection, AcknowledgedMark.@Nullable Place acknowledged) throws SQLException {
        integrity(connection);
        return ending(connection, new Position(0, LogChain.genesis(), new HashMap<>()), acknowledged);
    }

    /** Reads what came after that place; empty when the journal is not the one that was read up to there. */
    Optional<Contents> since(
            AcknowledgedMark.Place place, Connection connection, AcknowledgedMark.@Nullable Place acknowledged)
            throws SQLException {
        if (!Arrays.equals(chainAt(connection, place.index()), place.chain())) {
            return Optional.empty();
        }
        var position = new Position(place.index(), place.chain(), lastSequences(connection, place.index()));
        return Optional.of(ending(connection, position, acknowledged));
    }

    private Contents ending(Connection connection, Position at, AcknowledgedMark.@Nullable Place acknowledged)
            throws SQLException {
        int read;
        do {
            read = piece(connection, at, Long.MAX_VALUE);
        } while (read == PIECE);
        head(connection, at.index, at.chain);
        if (acknowledged != null
                && acknowledged.index() > 0
                && !Arrays.equals(chainAt(connection, acknowledged.index()), acknowledged.chain())) {
            throw broken("Event " + acknowledged.index() + " was acknowledged, and the journal ends at " + at.index
                    + " or holds another one there");
        }
        return new Contents(generation(connection), lastGeneration(connection), at.index, at.chain, at.sequences);
    }

    /**
     * Reads everything up to that place, as {@link #run}, a piece at a time.
     *
     * @param goOn asked between two pieces
     * @return false when it was told to stop
     */
    boolean readAll(Connection connection, AcknowledgedMark.Place upTo, BooleanSupplier goOn) throws SQLException {
        if (!goOn.getAsBoolean()) {
            return false;
        }
        integrity(connection);
        var at = new Position(0, LogChain.genesis(), new HashMap<>());
        while (at.index < upTo.index()) {
            if (!goOn.getAsBoolean()) {
                return false;
            }
            if (piece(connection, at, upTo.index()) == 0) {
                throw broken("Event " + (at.index + 1) + " is missing");
            }
        }
        if (!Arrays.equals(at.chain, upTo.chain())) {
            throw broken("Event " + at.index + " is another one than at the start");
        }
        return true;
    }

    private int piece(Connection connection, Position at, long upTo) throws SQLException {
        int read = 0;
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setLong(1, at.index);
            select.setLong(2, Math.min(PIECE, upTo - at.index));
            try (ResultSet set = select.executeQuery()) {
                while (set.next()) {
                    next(at, Rows.read(set), set.getBytes(14));
                    read++;
                }
            }
        }
        return read;
    }

    private void next(Position at, LogRow row, byte @Nullable [] stored) {
        at.chain = hashes.next(at.chain, row);
        at.index++;
        if (row.index() != at.index) {
            throw broken("Event " + at.index + " is missing");
        }
        if (!Arrays.equals(at.chain, stored)) {
            throw broken("Event " + at.index + " is not what was written");
        }
        long expected = at.sequences.merge(row.sessionId().value(), 1L, Long::sum);
        if (row.sequence() != expected) {
            throw broken("Session " + row.sessionId() + " has no event " + expected);
        }
    }

    static byte @Nullable [] chainAt(Connection connection, long index) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT chain FROM event WHERE idx = ?")) {
            select.setLong(1, index);
            try (ResultSet set = select.executeQuery()) {
                return set.next() ? set.getBytes(1) : null;
            }
        }
    }

    /** The last sequence of each session up to that index, from one session to the next along the index. */
    static Map<String, Long> lastSequences(Connection connection, long index) throws SQLException {
        var sequences = new HashMap<String, Long>();
        try (PreparedStatement session = connection.prepareStatement(
                        "SELECT session_id FROM event WHERE session_id > ? ORDER BY session_id LIMIT 1");
                PreparedStatement last = connection.prepareStatement("SELECT sequence FROM event"
                        + " WHERE session_id = ? AND idx <= ? ORDER BY sequence DESC LIMIT 1")) {
            String id = text(session, "");
            while (id != null) {
                last.setString(1, id);
                last.setLong(2, index);
                try (ResultSet set = last.executeQuery()) {
                    if (set.next()) {
                        sequences.put(id, set.getLong(1));
                    }
                }
                id = text(session, id);
            }
        }
        return sequences;
    }

    private static @Nullable String text(PreparedStatement next, String after) throws SQLException {
        next.setString(1, after);
        try (ResultSet set = next.executeQuery()) {
            return set.next() ? set.getString(1) : null;
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

    /** Under which the next rows are written. */
    private static long generation(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT generation FROM head WHERE one = 1")) {
            return set.next() ? set.getLong(1) : Appender.FIRST_GENERATION;
        }
    }

    private static long lastGeneration(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet set = statement.executeQuery("SELECT generation FROM event ORDER BY idx DESC LIMIT 1")) {
            return set.next() ? set.getLong(1) : 0;
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
                + " \"A damaged journal\" in docs/operating.md.";
    }
}
