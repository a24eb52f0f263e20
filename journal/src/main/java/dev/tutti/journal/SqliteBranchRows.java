package dev.tutti.journal;

import dev.tutti.foundation.Sha256;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What islands decided, until the log has it: rows by branch and number, each with a hash, in the same file and the same
 * transactions as the log; {@link SqliteJournal#branches} gives it. Any thread; each change blocks until it is durable.
 */
public final class SqliteBranchRows {
    private final CommitLoop commits;
    private final Readers readers;

    /**
     * A row; what is in it is the caller's.
     *
     * @param n from 0
     */
    public record Row(String branch, long n, String content) {}

    SqliteBranchRows(CommitLoop commits, Readers readers) {
        this.commits = commits;
        this.readers = readers;
    }

    /** By branch and number; throws {@link StoreException} when one is not what was written. */
    public List<Row> all() {
        return readers.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT branch, n, content, hash FROM branch WHERE aside = 0 ORDER BY branch, n");
                    ResultSet set = select.executeQuery()) {
                var rows = new ArrayList<Row>();
                while (set.next()) {
                    var row = new Row(set.getString(1), set.getLong(2), set.getString(3));
                    if (!hash(row).equals(set.getString(4))) {
                        throw new StoreException(
                                StoreException.Kind.CORRUPT,
                                "Row " + row.n() + " of branch " + row.branch() + " is not what was written.");
                    }
                    rows.add(row);
                }
                return rows;
            }
        });
    }

    /** New ones; throws {@link StoreException} when one is there already. */
    public void add(List<Row> rows) {
        List<Row> copy = List.copyOf(rows);
        commits.commit(connection -> insert(connection, copy), CommitLoop.Undo.NOTHING);
    }

    private static int insert(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO branch (branch, n, content, hash) VALUES (?, ?, ?, ?)")) {
            for (Row row : rows) {
                insert.setString(1, row.branch());
                insert.setLong(2, row.n());
                insert.setString(3, row.content());
                insert.setString(4, hash(row));
                insert.executeUpdate();
            }
        }
        return rows.size();
    }

    public void delete(String branch) {
        commits.commit(
                connection -> {
                    try (PreparedStatement delete =
                            connection.prepareStatement("DELETE FROM branch WHERE branch = ? AND aside = 0")) {
                        delete.setString(1, branch);
                        return delete.executeUpdate();
                    }
                },
                CommitLoop.Undo.NOTHING);
    }

    private static String hash(Row row) {
        return new Sha256()
                .text(row.branch())
                .number(row.n())
                .text(row.content())
                .hex(16);
    }
}
