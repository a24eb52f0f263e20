package dev.tutti.journal;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.StoreException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows of the log in and out of the table. */
final class Rows {
    static final String COLUMNS = "generation, idx, session_id, sequence, event_id, actor, key, ordinal, command_hash,"
            + " origin, at_ms, type, payload";

    private Rows() {}

    /** Throws {@code CORRUPT} for what was never written like that. */
    static LogRow read(ResultSet set) throws SQLException {
        try {
            return unchecked(set);
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT,
                    "Event " + set.getLong(2) + " of the journal is not what was written.",
                    e);
        }
    }

    private static LogRow unchecked(ResultSet set) throws SQLException {
        return new LogRow(
                set.getLong(1),
                set.getLong(2),
                new SessionId(text(set, 3)),
                set.getLong(4),
                new EventId(text(set, 5)),
                new UserId(text(set, 6)),
                text(set, 7),
                set.getInt(8),
                text(set, 9),
                set.getString(10),
                set.getLong(11),
                text(set, 12),
                text(set, 13));
    }

    static void bind(LogRow row, PreparedStatement statement, byte[] chain) throws SQLException {
        statement.setLong(1, row.generation());
        statement.setLong(2, row.index());
        statement.setString(3, row.sessionId().value());
        statement.setLong(4, row.sequence());
        statement.setString(5, row.eventId().value());
        statement.setString(6, row.actor().value());
        statement.setString(7, row.key());
        statement.setInt(8, row.ordinal());
        statement.setString(9, row.commandHash());
        statement.setString(10, row.origin());
        statement.setLong(11, row.atMs());
        statement.setString(12, row.type());
        statement.setString(13, row.payload());
        statement.setBytes(14, chain);
    }

    private static String text(ResultSet set, int column) throws SQLException {
        String value = set.getString(column);
        return value == null ? "" : value;
    }
}
