package dev.tutti.journal;

import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A few connections that only read; whoever comes waits for one. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final long PATIENCE_S = 30;

    private final ArrayBlockingQueue<Connection> free;
    private final List<Connection> all = new ArrayList<>();

    /** Something to read. */
    interface Query<T> {
        T run(Connection connection) throws SQLException;
    }

    Readers(List<Connection> connections) {
        free = new ArrayBlockingQueue<>(connections.size(), false, connections);
        all.addAll(connections);
    }

    <T> T read(Query<T> query) {
        Connection connection = borrow();
        try {
            return query.run(connection);
        } catch (SQLException e) {
            throw SqliteErrors.translate(e);
        } finally {
            free.add(connection);
        }
    }

    private Connection borrow() {
        try {
            Connection connection = free.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (connection == null) {
                throw new StoreException(StoreException.Kind.FAILED, "The journal's readers are all stuck.");
            }
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Kind.FAILED, "Interrupted while waiting to read the journal.", e);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : all) {
            connection.close();
        }
    }
}
