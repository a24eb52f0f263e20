package dev.tutti.journal;

import dev.tutti.foundation.Mailbox;
import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the writing connection and its thread: does what is waiting in one transaction and acknowledges it together. */
final class CommitLoop implements AutoCloseable {
    private static final int MAILBOX = 4_096;
    private static final int MAX_BATCH = 256;

    private static final Logger log = LoggerFactory.getLogger(CommitLoop.class);

    private final Connection connection;
    private final AfterCommit afterCommit;
    private final Mailbox<Job<?>> mailbox = new Mailbox<>(MAILBOX);
    private final Thread thread;
    private @Nullable StoreException failed;
    private volatile @Nullable StoreException condemned;

    /** Changes that belong together; all of it or nothing. */
    interface Change<T> {
        T apply(Connection connection) throws SQLException;
    }

    /** Called on the committing thread between the commit and the acknowledgements, and when one failed. */
    interface AfterCommit {
        void committed();

        void rolledBack();
    }

    private record Job<T>(Change<T> change, Undo undo, CompletableFuture<T> result) {
        void run(Connection connection, List<Runnable> acknowledgements) throws SQLException {
            T value = change.apply(connection);
            acknowledgements.add(() -> result.complete(value));
        }
    }

    /** Takes back what a change did in memory. */
    interface Undo {
        void run();

        Undo NOTHING = () -> {};
    }

    CommitLoop(Connection connection, AfterCommit afterCommit) {
        this.connection = connection;
        this.afterCommit = afterCommit;
        thread = Thread.ofPlatform().name("journal").daemon(true).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Blocks until the change is durable; throws {@link StoreException} when it is not. */
    <T> T commit(Change<T> change, Undo undo) {
        var job = new Job<>(change, undo, new CompletableFuture<T>());
        if (!mailbox.post(job)) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    mailbox.isClosed() ? "The journal is closed." : "The journal is too busy.");
        }
        try {
            return job.result().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException cause) {
                throw new StoreException(cause.kind(), String.valueOf(cause.getMessage()), cause);
            }
            throw e;
        }
    }

    /** From the next transaction on everything is refused for that reason; any thread. */
    void refuse(StoreException reason) {
        condemned = reason;
    }

    /** Changes a setting of the connection on its own thread. */
    void configure(String pragma) {
        commit(
                connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute(pragma);
                    }
                },
                Undo.NOTHING);
    }

    private void run() {
        var jobs = new ArrayList<Job<?>>();
        try {
            while (!mailbox.isClosed() || mailbox.size() > 0) {
                Job<?> first = mailbox.take(TimeUnit.MILLISECONDS.toNanos(200));
                if (first != null) {
                    jobs.add(first);
                    mailbox.drainTo(jobs, MAX_BATCH);
                    transaction(jobs);
                    jobs.clear();
                }
            }
        } catch (InterruptedException _) {
            log.info("the journal's thread was interrupted and stops");
        } finally {
            mailbox.close();
            var closed = new StoreException(StoreException.Kind.FAILED, "The journal is closed.");
            for (Job<?> job = mailbox.poll(); job != null; job = mailbox.poll()) {
                job.result().completeExceptionally(closed);
            }
        }
    }

    private void transaction(List<Job<?>> jobs) {
        if (condemned != null) {
            failed = condemned;
        }
        if (failed != null) {
            StoreException reason = failed;
            jobs.forEach(job -> job.result().completeExceptionally(reason));
            return;
        }
        var acknowledgements = new ArrayList<Runnable>();
        try {
            execute("BEGIN IMMEDIATE");
            for (Job<?> job : jobs) {
                attempt(job, acknowledgements);
            }
            execute("COMMIT");
            afterCommit.committed();
            acknowledgements.forEach(Runnable::run);
        } catch (SQLException | StoreException e) {
            abandon(jobs, e);
        }
    }

    /** One that may not be done does not take the others with it. */
    private void attempt(Job<?> job, List<Runnable> acknowledgements) throws SQLException {
        execute("SAVEPOINT job");
        try {
            job.run(connection, acknowledgements);
            execute("RELEASE job");
        } catch (StoreException e) {
            takeBack(job, e);
        } catch (SQLException e) {
            StoreException translated = SqliteErrors.translate(e);
            if (translated.kind() != StoreException.Kind.CONFLICT) {
                throw e;
            }
            takeBack(job, translated);
        }
    }

    private void takeBack(Job<?> job, StoreException reason) throws SQLException {
        execute("ROLLBACK TO job");
        execute("RELEASE job");
        job.undo().run();
        job.result().completeExceptionally(reason);
    }

    /** The transaction did not commit; unless the disk was merely full, nobody may know what the file holds. */
    private void abandon(List<Job<?>> jobs, Exception e) {
        StoreException reason = e instanceof StoreException known ? known : SqliteErrors.translate((SQLException) e);
        boolean clean = reason.kind() == StoreException.Kind.FULL && rollback();
        if (!clean) {
            log.error("the journal takes nothing more until the hub starts again", e);
            failed = reason.kind() == StoreException.Kind.FULL
                    ? new StoreException(StoreException.Kind.FAILED, "The journal could not roll back.", e)
                    : reason;
        }
        afterCommit.rolledBack();
        StoreException told = failed != null ? failed : reason;
        jobs.forEach(job -> job.result().completeExceptionally(told));
    }

    private boolean rollback() {
        try {
            // SQLite may have rolled back by itself already.
            if (!connection.isClosed()) {
                execute("ROLLBACK");
            }
            return true;
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).contains("no transaction is active");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Commits what is waiting, then stops. */
    @Override
    public void close() {
        mailbox.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
