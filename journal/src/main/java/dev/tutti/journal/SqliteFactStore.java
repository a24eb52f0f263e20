package dev.tutti.journal;

import dev.tutti.foundation.Sha256;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The hub's small facts, each with a hash, in the same file as the log; {@link SqliteJournal#facts} gives it. */
public final class SqliteFactStore implements FactStore {
    private final CommitLoop commits;
    private final Readers readers;

    SqliteFactStore(CommitLoop commits, Readers readers) {
        this.commits = commits;
        this.readers = readers;
    }

    @Override
    public Optional<byte[]> get(String key) {
        return readers.read(connection -> Optional.ofNullable(value(connection, key)));
    }

    private static byte @Nullable [] value(Connection connection, String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value, hash FROM fact WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet set = select.executeQuery()) {
                if (!set.next()) {
                    return null;
                }
                byte[] value = set.getBytes(1);
                if (!hash(key, value).equals(set.getString(2))) {
                    throw new StoreException(
                            StoreException.Kind.CORRUPT,
                            "The fact " + key + " in the journal is not what was written.");
                }
                return value;
            }
        }
    }

    @Override
    public void put(String key, byte[] value) {
        requireFits(key, value);
        byte[] copy = value.clone();
        commits.commit(connection -> write(connection, key, copy), CommitLoop.Undo.NOTHING);
    }

    @Override
    public boolean replace(String key, byte @Nullable [] expected, byte[] value) {
        requireFits(key, value);
        byte[] copy = value.clone();
        return commits.commit(
                connection -> Arrays.equals(value(connection, key), expected) && write(connection, key, copy),
                CommitLoop.Undo.NOTHING);
    }

    private static boolean write(Connection connection, String key, byte[] value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO fact (key, value, hash) VALUES (?, ?, ?)")) {
            insert.setString(1, key);
            insert.setBytes(2, value);
            insert.setString(3, hash(key, value));
            return insert.executeUpdate() == 1;
        }
    }

    @Override
    public void delete(String key) {
        commits.commit(
                connection -> {
                    try (PreparedStatement delete = connection.prepareStatement("DELETE FROM fact WHERE key = ?")) {
                        delete.setString(1, key);
                        return delete.executeUpdate();
                    }
                },
                CommitLoop.Undo.NOTHING);
    }

    @Override
    public List<String> keys(String prefix, int limit) {
        return readers.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT key FROM fact WHERE substr(key, 1, ?) = ? ORDER BY key LIMIT ?")) {
                select.setInt(1, prefix.codePointCount(0, prefix.length()));
                select.setString(2, prefix);
                select.setInt(3, limit);
                try (ResultSet set = select.executeQuery()) {
                    var keys = new ArrayList<String>();
                    while (set.next()) {
                        keys.add(set.getString(1));
                    }
                    return keys;
                }
            }
        });
    }

    private static void requireFits(String key, byte[] value) {
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH || value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("a fact has a key of 1 to " + MAX_KEY_LENGTH
                    + " characters and a value of" + " at most " + MAX_VALUE_BYTES + " bytes");
        }
    }

    private static String hash(String key, byte[] value) {
        return new Sha256().text(key).bytes(value).hex(16);
    }
}
