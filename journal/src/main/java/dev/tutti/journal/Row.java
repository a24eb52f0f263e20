package dev.tutti.journal;

import dev.tutti.foundation.EventId;
import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.EventName;
import dev.tutti.session.ProposedEvent;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A row of the log as it stands in the table (cluster.md L1). */
record Row(
        long generation,
        long index,
        String sessionId,
        long sequence,
        String eventId,
        String actor,
        String key,
        int ordinal,
        String commandHash,
        @Nullable String origin,
        long atMs,
        String type,
        String payload) {

    static final String COLUMNS = "generation, idx, session_id, sequence, event_id, actor, key, ordinal, command_hash,"
            + " origin, at_ms, type, payload";

    static Row of(ProposedEvent event, long generation, long index, int ordinal, EventCodec codec) {
        return new Row(
                generation,
                index,
                event.sessionId().value(),
                event.sequence(),
                event.id().value(),
                event.actor().value(),
                event.key(),
                ordinal,
                event.commandHash(),
                null,
                event.atMs(),
                EventName.of(event.event()),
                codec.encode(event.event()));
    }

    static Row read(ResultSet set) throws SQLException {
        return new Row(
                set.getLong(1),
                set.getLong(2),
                text(set, 3),
                set.getLong(4),
                text(set, 5),
                text(set, 6),
                text(set, 7),
                set.getInt(8),
                text(set, 9),
                set.getString(10),
                set.getLong(11),
                text(set, 12),
                text(set, 13));
    }

    void bind(PreparedStatement statement, byte[] chain) throws SQLException {
        statement.setLong(1, generation);
        statement.setLong(2, index);
        statement.setString(3, sessionId);
        statement.setLong(4, sequence);
        statement.setString(5, eventId);
        statement.setString(6, actor);
        statement.setString(7, key);
        statement.setInt(8, ordinal);
        statement.setString(9, commandHash);
        statement.setString(10, origin);
        statement.setLong(11, atMs);
        statement.setString(12, type);
        statement.setString(13, payload);
        statement.setBytes(14, chain);
    }

    CommittedEvent event(EventCodec codec) {
        return new CommittedEvent(
                generation,
                index,
                new SessionId(sessionId),
                sequence,
                new EventId(eventId),
                new UserId(actor),
                key,
                commandHash,
                atMs,
                codec.decode(type, payload));
    }

    private static String text(ResultSet set, int column) throws SQLException {
        String value = set.getString(column);
        return value == null ? "" : value;
    }
}
