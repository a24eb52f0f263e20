package dev.tutti.journal;

import dev.tutti.foundation.OwnerOnly;
import dev.tutti.session.core.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of a hub: one SQLite file in a directory of its own. Opening it checks what came since the last check, or
 * throws {@link StoreException} and changes nothing; a {@link Scrub} reads the rest again while the hub runs.
 */
public final class SqliteJournal implements AutoCloseable {
    public static final String FILE = "journal.db";
    public static final String MARK = "journal.mark";
    static final String CHECKED = "journal.checked";
    static final String LOCK = "journal.lock";
    private static final int READERS = 4;
    private static final long MIN_FREE_BYTES = 64 * 1024;

    private static final Logger log = LoggerFactory.getLogger(SqliteJournal.class);

    private final FileChannel lock;
    private final Connection writing;
    private final Readers readers;
    private final AcknowledgedMark mark;
    private final CheckedPlace checked;
    private final Scrub scrub;
    private final CommitLoop commits;
    private final SqliteEventStore events;
    private final SqliteFactStore facts;
    private final SqliteSongLibrary songs;
    private final SqliteBranchRows branches;

    private SqliteJournal(FileChannel lock, Path directory, boolean existed) throws SQLException {
        this.lock = lock;
        Path file = directory.resolve(FILE);
        writing = connect(file);
        try {
            Schema.migrate(writing);
            AcknowledgedMark.@Nullable Place acknowledged =
                    AcknowledgedMark.read(directory.resolve(MARK)).orElse(null);
            var check = new JournalCheck(file);
            var before = CheckedPlace.read(directory.resolve(CHECKED));
            Optional<JournalCheck.Contents> tail =
                    before.isEmpty() ? Optional.empty() : check.since(before.get(), writing, acknowledged);
            JournalCheck.Contents contents = tail.isPresent() ? tail.get() : check.run(writing, acknowledged);
            if (existed) {
                log.info(
                        "the journal holds {} events of {} sessions",
                        contents.index(),
                        contents.lastSequences().size());
            }
            readers = new Readers(readers(file));
            mark = AcknowledgedMark.open(directory.resolve(MARK));
            checked = new CheckedPlace(directory.resolve(CHECKED), contents.end());
            var appender = new Appender(contents, mark, checked);
            commits = new CommitLoop(writing, appender);
            scrub = new Scrub(check, connect(file), contents.end(), new Findings());
            scrub.start(tail.isPresent());
            events = new SqliteEventStore(commits, readers, appender, scrub);
            facts = new SqliteFactStore(commits, readers);
            songs = new SqliteSongLibrary(commits, readers);
            branches = new SqliteBranchRows(commits, readers);
        } catch (SQLException | StoreException e) {
            writing.close();
            throw e;
        }
        commits.start();
    }

    private final class Findings implements Scrub.Findings {
        @Override
        public void whole(AcknowledgedMark.Place place) {
            checked.found(place);
        }

        @Override
        public void damaged(StoreException damage) {
            commits.refuse(damage);
            try {
                checked.lost();
            } catch (IOException e) {
                log.warn("{} could not be removed", CHECKED, e);
            }
        }
    }

    public static SqliteJournal open(Path directory) {
        try {
            OwnerOnly.folder(directory);
            FileChannel lock = lock(directory);
            try {
                return opened(lock, directory);
            } catch (SQLException | StoreException | IOException e) {
                lock.close();
                throw explained(e, directory);
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static SqliteJournal opened(FileChannel lock, Path directory) throws IOException, SQLException {
        boolean existed = Files.exists(directory.resolve(FILE));
        // SQLite gives its log and its shared memory the mode of the database.
        for (String file : List.of(FILE, MARK, CHECKED)) {
            OwnerOnly.file(directory.resolve(file));
        }
        return new SqliteJournal(lock, directory, existed);
    }

    /** What to do is different for a disk that has no room and for one that has lost something. */
    private static StoreException explained(Exception fault, Path directory) throws IOException {
        StoreException said = switch (fault) {
            case StoreException store -> store;
            case SQLException sql -> withAdvice(SqliteErrors.translate(sql), directory);
            default -> unusable(directory, fault);
        };
        // SQLite says only of some files that the disk is full; of the others, that it failed.
        boolean full = said.kind() == StoreException.Kind.FULL
                || (said.kind() == StoreException.Kind.FAILED
                        && Files.getFileStore(directory).getUsableSpace() < MIN_FREE_BYTES);
        return full
                ? new StoreException(
                        StoreException.Kind.FULL,
                        "The disk of " + directory + " is full. Nothing is lost. Make room, then start again.",
                        fault)
                : said;
    }

    private static StoreException withAdvice(StoreException fault, Path directory) {
        return new StoreException(
                fault.kind(), fault.getMessage() + " " + JournalCheck.advice(directory.resolve(FILE)), fault);
    }

    private static StoreException unusable(Path directory, Exception fault) {
        return new StoreException(
                StoreException.Kind.FAILED,
                "The data directory " + directory + " cannot be used: " + fault.getMessage(),
                fault);
    }

    /** Two hubs on one journal would give the same numbers twice. */
    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = FileChannel.open(OwnerOnly.file(directory.resolve(LOCK)), StandardOpenOption.WRITE);
        @Nullable FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            log.debug("locked by this very process");
        }
        if (held == null) {
            channel.close();
            throw new StoreException(
                    StoreException.Kind.CONFLICT,
                    "Another hub uses " + directory + ". Stop it, or give this one another data directory.");
        }
        return channel;
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Schema.configure(connection);
        return connection;
    }

    private static List<Connection> readers(Path file) throws SQLException {
        var connections = new ArrayList<Connection>();
        for (int i = 0; i < READERS; i++) {
            Connection connection = connect(file);
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA query_only = ON");
            }
            connections.add(connection);
        }
        return connections;
    }

    public SqliteEventStore events() {
        return events;
    }

    public SqliteFactStore facts() {
        return facts;
    }

    public SqliteSongLibrary songs() {
        return songs;
    }

    public SqliteBranchRows branches() {
        return branches;
    }

    /** Completes when everything was read: with false when it is damaged, or the journal was closed before. */
    CompletableFuture<Boolean> scrubbed() {
        return scrub.done();
    }

    /** The most pages the file may have, by which a full disk is tried; never more than the true limit of SQLite. */
    void limitPages(long pages) {
        commits.configure("PRAGMA max_page_count = " + pages);
    }

    /** Commits what is waiting, then closes the file. */
    @Override
    public void close() {
        commits.close();
        try {
            scrub.close();
            checked.close();
            readers.close();
            writing.close();
            mark.close();
            lock.close();
        } catch (SQLException | IOException e) {
            log.warn("the journal did not close cleanly; nothing acknowledged is lost", e);
        }
    }
}
