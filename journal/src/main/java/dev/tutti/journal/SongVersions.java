package dev.tutti.journal;

import dev.tutti.foundation.SongId;
import dev.tutti.session.songs.SongVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which songs there are and were, as the nodes compare them; each method is part of the caller's transaction. */
final class SongVersions {
    /** More than were ever deleted by hand: the oldest are forgotten beyond it. */
    private static final int MAX_DELETED = 10_000;

    private static final String ALL =
            "SELECT id, updated_at_ms AS at_ms, hash FROM song" + " UNION ALL SELECT id, at_ms, '' FROM song_deleted";

    private SongVersions() {}

    static List<SongVersion> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ALL + " ORDER BY 1");
                ResultSet set = select.executeQuery()) {
            var versions = new ArrayList<SongVersion>();
            while (set.next()) {
                versions.add(version(set));
            }
            return versions;
        }
    }

    static @Nullable SongVersion of(Connection connection, SongId id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM (" + ALL + ") WHERE id = ?")) {
            select.setString(1, id.value());
            try (ResultSet set = select.executeQuery()) {
                return set.next() ? version(set) : null;
            }
        }
    }

    private static SongVersion version(ResultSet set) throws SQLException {
        return new SongVersion(new SongId(set.getString(1)), set.getLong(2), set.getString(3));
    }

    /** The song is there, or is going to be. */
    static void revive(Connection connection, SongId id) throws SQLException {
        delete(connection, "song_deleted", id);
    }

    static void bury(Connection connection, SongId id, long atMs) throws SQLException {
        delete(connection, "song", id);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO song_deleted (id, at_ms) VALUES (?, ?)")) {
            insert.setString(1, id.value());
            insert.setLong(2, atMs);
            insert.executeUpdate();
        }
        try (PreparedStatement forget = connection.prepareStatement("DELETE FROM song_deleted WHERE id IN"
                + " (SELECT id FROM song_deleted ORDER BY at_ms DESC, id LIMIT -1 OFFSET " + MAX_DELETED + ")")) {
            forget.executeUpdate();
        }
    }

    private static void delete(Connection connection, String table, SongId id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + table + " WHERE id = ?")) {
            delete.setString(1, id.value());
            delete.executeUpdate();
        }
    }
}
