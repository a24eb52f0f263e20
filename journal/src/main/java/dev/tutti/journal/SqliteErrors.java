package dev.tutti.journal;

import dev.tutti.session.core.StoreException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What an error of SQLite means for whoever asked. */
final class SqliteErrors {
    /** The low byte of an extended result code is the primary one. */
    private static final int PRIMARY = 0xff;

    private SqliteErrors() {}

    static StoreException translate(SQLException e) {
        int code = e.getErrorCode() & PRIMARY;
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return new StoreException(StoreException.Kind.FULL, "The disk is full: free some space.", e);
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return new StoreException(
                    StoreException.Kind.CONFLICT, "The journal has this already: " + e.getMessage(), e);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new StoreException(
                    StoreException.Kind.CORRUPT, "The journal's file is damaged: " + e.getMessage(), e);
        }
        return new StoreException(StoreException.Kind.FAILED, "The journal's disk failed: " + e.getMessage(), e);
    }
}
