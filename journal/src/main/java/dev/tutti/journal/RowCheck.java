package dev.tutti.journal;

import dev.tutti.session.core.LogChain;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Holds rows that are being read against the chain; one thread, for one query. */
final class RowCheck {
    private final LogChain hashes = new LogChain();
    private final Connection connection;
    private long lastIndex;
    private byte @Nullable [] lastChain = LogChain.genesis();

    RowCheck(Connection connection) {
        this.connection = connection;
    }

    /** Throws unless that row follows the one before it in the journal. */
    void require(LogRow row, byte @Nullable [] stored) throws SQLException {
        byte[] before = row.index() - 1 == lastIndex ? lastChain : JournalCheck.chainAt(connection, row.index() - 1);
        if (before == null || !Arrays.equals(hashes.next(before, row), stored)) {
            throw new StoreException(
                    StoreException.Kind.CORRUPT, "Event " + row.index() + " of the journal is not what was written.");
        }
        lastIndex = row.index();
        lastChain = stored;
    }
}
