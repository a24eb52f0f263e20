package dev.tutti.journal;

import dev.tutti.session.core.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConnection;

/**
 * Reads what a start did not, while the hub runs already: the whole journal, a piece at a time, on a thread of its own.
 *
 * <p>Until it has passed, rows are held against the chain when they are read; when it finds damage, nothing is read or
 * written any more, and the next start refuses.
 */
final class Scrub implements AutoCloseable {
    private static final long REST_NS = 50_000_000;
    private static final Logger log = LoggerFactory.getLogger(Scrub.class);

    private final JournalCheck check;
    private final Connection connection;
    private final AcknowledgedMark.Place upTo;
    private final Findings findings;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean passed;
    private volatile @Nullable StoreException damage;

    /** What follows from it. */
    interface Findings {
        void whole(AcknowledgedMark.Place place);

        void damaged(StoreException damage);
    }

    Scrub(JournalCheck check, Connection connection, AcknowledgedMark.Place upTo, Findings findings) {
        this.check = check;
        this.connection = connection;
        this.upTo = upTo;
        this.findings = findings;
        thread = Thread.ofPlatform().name("journal-scrub").daemon(true).unstarted(this::run);
    }

    /** @param needed false when the start has read everything already */
    void start(boolean needed) {
        if (needed) {
            thread.start();
        } else {
            pass();
            done.complete(true);
        }
    }

    private void pass() {
        passed = true;
        findings.whole(upTo);
    }

    private void run() {
        try {
            boolean finished = check.readAll(connection, upTo, this::goOn);
            if (finished) {
                pass();
            }
            done.complete(finished);
        } catch (StoreException e) {
            if (passed) {
                done.complete(false);
                return;
            }
            damage = e;
            log.error("the journal is damaged: nothing more is written. {}", e.getMessage());
            findings.damaged(e);
            done.complete(false);
        } catch (SQLException e) {
            if (!stopping) {
                log.warn("the journal could not be read again; the next start reads it", e);
            }
            done.complete(false);
        }
    }

    /** Between two pieces: others come first. */
    private boolean goOn() {
        LockSupport.parkNanos(REST_NS);
        return !stopping;
    }

    /** Throws when something was found; true while a row with that index was not read yet. */
    boolean isUnread(long index) {
        StoreException found = damage;
        if (found != null) {
            throw new StoreException(found.kind(), String.valueOf(found.getMessage()), found);
        }
        return index <= upTo.index() && !passed;
    }

    /** What it reads is put aside: it need not go on. */
    void forget() {
        passed = true;
        stopping = true;
    }

    /** Completes with whether everything was read and is whole. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    @Override
    public void close() throws SQLException {
        stopping = true;
        connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        connection.close();
    }
}
