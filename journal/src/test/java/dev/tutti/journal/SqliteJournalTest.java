package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.SessionId;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.ProposedEvent;
import dev.tutti.session.SessionState;
import dev.tutti.session.core.EventStore;
import dev.tutti.session.core.HubStart;
import dev.tutti.session.core.Snapshot;
import dev.tutti.session.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    private static final SessionId SESSION = new SessionId("s1");

    @TempDir
    Path directory;

    @Test
    void appendedEventsAreThereAfterReopening() {
        List<CommittedEvent> written;
        try (var journal = SqliteJournal.open(directory)) {
            written = journal.events().append(SESSION, Samples.append(SESSION, 2, 1));
        }

        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.events().read(SESSION, 0, 10)).isEqualTo(written);
            assertThat(written).extracting(CommittedEvent::index).containsExactly(1L, 2L, 3L);
            assertThat(journal.events().sessions()).containsExactly(new EventStore.SessionHead(SESSION, 3, false));
        }
    }

    @Test
    void readingBeginsAfterTheSequenceGivenAndEndsAtTheLimit() {
        try (var journal = SqliteJournal.open(directory)) {
            journal.events().append(SESSION, Samples.append(SESSION, 2, 1));

            assertThat(journal.events().read(SESSION, 1, 1))
                    .extracting(CommittedEvent::sequence)
                    .containsExactly(2L);
            assertThat(journal.events().read(SESSION, 3, 10)).isEmpty();
        }
    }

    @Test
    void aSequenceThatDoesNotContinueIsAConflictAndLeavesNothing() {
        try (var journal = SqliteJournal.open(directory)) {
            journal.events().append(SESSION, Samples.append(SESSION, 0, 1));

            assertConflict(() -> journal.events().append(SESSION, Samples.append(SESSION, 1, 5)));
            assertThat(journal.events().read(SESSION, 0, 10)).hasSize(1);
        }
    }

    @Test
    void anEventIdIsTakenOnceForEver() {
        try (var journal = SqliteJournal.open(directory)) {
            journal.events().append(SESSION, Samples.append(SESSION, 1, 1));
            List<ProposedEvent> again = Samples.append(SESSION, 1, 3);

            assertConflict(() -> journal.events().append(SESSION, again));

            assertThat(journal.events().append(SESSION, Samples.append(SESSION, 2, 3)))
                    .extracting(CommittedEvent::sequence)
                    .containsExactly(3L, 4L, 5L);
        }
    }

    @Test
    void anEventIsFoundByItsId() {
        try (var journal = SqliteJournal.open(directory)) {
            CommittedEvent event = journal.events()
                    .append(SESSION, Samples.append(SESSION, 0, 1))
                    .getFirst();

            assertThat(journal.events().find(event.id())).contains(event);
            assertThat(journal.events()
                            .find(Samples.append(SESSION, 9, 1).getFirst().id()))
                    .isEmpty();
        }
    }

    @Test
    void sessionsAppendAtOnceAndEachStaysInOrder() throws Exception {
        try (var journal = SqliteJournal.open(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Long>>();
            for (int s = 0; s < 8; s++) {
                var session = new SessionId("s" + s);
                tasks.add(() -> appendMany(journal.events(), session, 60));
            }
            var ends = threads.invokeAll(tasks);

            for (int s = 0; s < 8; s++) {
                List<CommittedEvent> events = journal.events().read(new SessionId("s" + s), 0, 1_000);
                assertThat(events).hasSize(Math.toIntExact(ends.get(s).get()));
                assertThat(events)
                        .extracting(CommittedEvent::sequence)
                        .isSortedAccordingTo(Long::compare)
                        .doesNotHaveDuplicates();
            }
        }
        SqliteJournal.open(directory).close();
    }

    @Test
    void aFullDiskRefusesLeavesNothingAndGoesOnWhenThereIsSpace() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            long next = appendMany(journal.events(), SESSION, 3) + 1;
            long pages = pages("PRAGMA page_count");
            journal.limitPages(pages);
            long n = 1_000;
            StoreException full = null;
            while (full == null) {
                try {
                    next += journal.events()
                            .append(SESSION, Samples.append(SESSION, n, next))
                            .size();
                    n++;
                } catch (StoreException e) {
                    full = e;
                }
            }
            assertThat(full.kind()).isEqualTo(StoreException.Kind.FULL);
            assertThat(journal.events().read(SESSION, next - 1, 10)).isEmpty();

            journal.limitPages(pages + 1_000);

            assertThat(journal.events().append(SESSION, Samples.append(SESSION, n, next)))
                    .isNotEmpty();
        }
        SqliteJournal.open(directory).close();
    }

    @Test
    void aSecondHubOnTheSameDirectoryIsRefused() {
        try (var _ = SqliteJournal.open(directory)) {
            assertThatThrownBy(() -> SqliteJournal.open(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Another hub uses");
        }
    }

    @Test
    void aSnapshotIsKeptAndOneOfAnotherVersionIsReadFromTheLog() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            List<CommittedEvent> events = journal.events().append(SESSION, Samples.append(SESSION, 0, 1));
            var snapshot = new Snapshot(SessionState.begin(events.getFirst()));
            journal.events().keep(snapshot);

            assertThat(journal.events().snapshot(SESSION)).contains(snapshot);
        }
        sql("UPDATE snapshot SET version = 99");
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.events().snapshot(SESSION)).isEmpty();
        }
    }

    @Test
    void aDamagedSnapshotIsReadFromTheLog() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            List<CommittedEvent> events = journal.events().append(SESSION, Samples.append(SESSION, 0, 1));
            journal.events().keep(new Snapshot(SessionState.begin(events.getFirst())));
        }
        sql("UPDATE snapshot SET state = replace(state, 'Sunday', 'Monday')");
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.events().snapshot(SESSION)).isEmpty();
        }
    }

    @Test
    void factsAreKeptReplacedAndDeleted() {
        try (var journal = SqliteJournal.open(directory)) {
            var facts = journal.facts();
            facts.put("term", bytes("1"));

            assertThat(facts.replace("term", bytes("2"), bytes("3"))).isFalse();
            assertThat(facts.replace("term", bytes("1"), bytes("2"))).isTrue();
            assertThat(facts.replace("boot", null, bytes("1"))).isTrue();
        }
        try (var journal = SqliteJournal.open(directory)) {
            var facts = journal.facts();
            assertThat(facts.get("term")).contains(bytes("2"));
            assertThat(facts.keys("", 10)).containsExactly("boot", "term");
            assertThat(facts.keys("te", 10)).containsExactly("term");
            facts.delete("term");
            assertThat(facts.get("term")).isEmpty();
        }
    }

    @Test
    void everyStartTakesNumbersThatWereNeverUsed() {
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(HubStart.next(journal.facts())).isEqualTo(new HubStart(1, 1));
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(HubStart.next(journal.facts())).isEqualTo(new HubStart(2, 2));
        }
    }

    @Test
    void aChangedPayloadIsFoundWhileTheHubRunsAndSeenAtEveryStartFromThenOn() throws Exception {
        fill();
        sql("UPDATE event SET payload = replace(payload, ':11,', ':12,') WHERE idx = 3");
        assertFound();
        assertRefused("Event 3 is not what was written");
    }

    @Test
    void aMissingRowIsFoundWhileTheHubRunsAndSeenAtEveryStartFromThenOn() throws Exception {
        fill();
        sql("DELETE FROM event WHERE idx = 4");
        assertFound();
        assertRefused("Event 4 is missing");
    }

    @Test
    void aMissingTailIsSeenAtTheNextStart() throws SQLException {
        fill();
        sql("DELETE FROM event WHERE idx = (SELECT max(idx) FROM event)");
        assertRefused("The last events are missing");
    }

    @Test
    void aTailThatWasAcknowledgedAndIsGoneWithItsHeadIsSeenByTheMark() throws SQLException {
        fill();
        sql("UPDATE head SET idx = idx - 1, chain = (SELECT chain FROM event WHERE idx = head.idx - 1)");
        sql("DELETE FROM event WHERE idx = (SELECT max(idx) FROM event)");
        assertRefused("was acknowledged");
    }

    @Test
    void manyAppendsAtOnceShareTheirSyncs() throws Exception {
        int sessions = 64;
        int each = 40;
        long startNs = NanoClock.system().nanoTime();
        try (var journal = SqliteJournal.open(directory);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Long>>();
            for (int s = 0; s < sessions; s++) {
                var session = new SessionId("s" + s);
                tasks.add(() -> appendMany(journal.events(), session, each));
            }
            long rows = 0;
            for (var task : threads.invokeAll(tasks)) {
                rows += task.get();
            }
            long tookNs = NanoClock.system().nanoTime() - startNs;
            System.out.printf(
                    "journal: %d rows in %d ms, %.0f rows/s%n", rows, tookNs / 1_000_000, rows * 1e9 / tookNs);
            assertThat(journal.events().sessions()).hasSize(sessions);
        }
    }

    private void fill() {
        try (var journal = SqliteJournal.open(directory)) {
            appendMany(journal.events(), SESSION, 6);
        }
    }

    /** The number of events appended. */
    private static long appendMany(EventStore store, SessionId session, int appends) {
        long sequence = 0;
        for (int n = 0; n < appends; n++) {
            sequence += store.append(session, Samples.append(session, n, sequence + 1))
                    .size();
        }
        return sequence;
    }

    private void assertFound() throws Exception {
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.scrubbed().get(60, TimeUnit.SECONDS)).isFalse();
        }
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> SqliteJournal.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Nothing was changed");
    }

    private static void assertConflict(Callable<?> append) {
        assertThatThrownBy(append::call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CONFLICT));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = connect()) {
            connection.createStatement().execute(statement);
        }
    }

    private long pages(String pragma) throws SQLException {
        try (Connection connection = connect();
                var set = connection.createStatement().executeQuery(pragma)) {
            return set.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteJournal.FILE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
