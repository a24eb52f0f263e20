package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.core.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start reads what is new; the rest is read while the hub runs, and damage there is never believed. */
class ScrubTest {
    private static final SessionId SESSION = new SessionId("s1");
    private static final int APPENDS = 50;

    @TempDir
    Path directory;

    private long sequence;

    private void append(SqliteJournal journal, int from, int to) {
        for (int n = from; n < to; n++) {
            sequence += journal.events()
                    .append(SESSION, Samples.append(SESSION, n, sequence + 1))
                    .size();
        }
    }

    private void filled() {
        try (var journal = SqliteJournal.open(directory)) {
            append(journal, 0, APPENDS);
        }
        assertThat(directory.resolve(SqliteJournal.CHECKED)).exists();
    }

    private static boolean scrubbed(SqliteJournal journal) throws Exception {
        return journal.scrubbed().get(60, TimeUnit.SECONDS);
    }

    private void rot(int index) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteJournal.FILE));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE event SET at_ms = at_ms + 1 WHERE idx = " + index))
                    .isEqualTo(1);
        }
    }

    @Test
    void whatWasReadBeforeIsReadAgainWhileTheHubRuns() throws Exception {
        filled();
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(JournalImage.read(journal.events(), SESSION))
                    .isEqualTo(JournalImage.expected(SESSION, APPENDS - 1));
            append(journal, APPENDS, APPENDS + 10);
            assertThat(scrubbed(journal)).isTrue();
            append(journal, APPENDS + 10, APPENDS + 20);
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(JournalImage.read(journal.events(), SESSION))
                    .isEqualTo(JournalImage.expected(SESSION, APPENDS + 19));
            assertThat(journal.events().sessions())
                    .singleElement()
                    .satisfies(head -> assertThat(head.lastSequence()).isEqualTo(sequence));
        }
    }

    @Test
    void aRowThatChangedIsNeverReadEvenBeforeItIsFound() throws Exception {
        filled();
        rot(7);
        try (var journal = SqliteJournal.open(directory)) {
            assertThatThrownBy(() -> journal.events().read(SESSION, 0, 100))
                    .isInstanceOfSatisfying(StoreException.class, ScrubTest::isCorrupt);
        }
    }

    @Test
    void damageThatIsFoundStopsTheWritingAndTheNextStart() throws Exception {
        filled();
        rot(7);
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(scrubbed(journal)).isFalse();
            assertThatThrownBy(() -> append(journal, APPENDS, APPENDS + 1))
                    .isInstanceOfSatisfying(StoreException.class, ScrubTest::isCorrupt)
                    .hasMessageContaining("Event 7");
            assertThatThrownBy(() -> journal.events().read(SESSION, 20, 1)).isInstanceOf(StoreException.class);
        }
        assertThat(directory.resolve(SqliteJournal.CHECKED)).doesNotExist();
        assertThatThrownBy(() -> SqliteJournal.open(directory))
                .isInstanceOfSatisfying(StoreException.class, ScrubTest::isCorrupt)
                .hasMessageContaining("Event 7");
    }

    @Test
    void damageInWhatIsNewRefusesTheStart() throws Exception {
        filled();
        Path kept = directory.resolve("kept");
        Files.copy(directory.resolve(SqliteJournal.CHECKED), kept);
        try (var journal = SqliteJournal.open(directory)) {
            append(journal, APPENDS, APPENDS + 10);
        }
        Files.copy(kept, directory.resolve(SqliteJournal.CHECKED), StandardCopyOption.REPLACE_EXISTING);
        rot((int) sequence - 1);
        assertThatThrownBy(() -> SqliteJournal.open(directory))
                .isInstanceOfSatisfying(StoreException.class, ScrubTest::isCorrupt);
    }

    @Test
    void withoutTheHintOrWithTheHintOfAnotherJournalEverythingIsReadAtTheStart() throws Exception {
        filled();
        rot(7);
        Files.delete(directory.resolve(SqliteJournal.CHECKED));
        assertThatThrownBy(() -> SqliteJournal.open(directory)).isInstanceOf(StoreException.class);

        Path other = Files.createDirectory(directory.resolve("other"));
        var session = new SessionId("s2");
        try (var journal = SqliteJournal.open(other)) {
            journal.events().append(session, Samples.append(session, 0, 1));
        }
        Files.copy(
                other.resolve(SqliteJournal.CHECKED),
                directory.resolve(SqliteJournal.CHECKED),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> SqliteJournal.open(directory)).isInstanceOf(StoreException.class);
    }

    private static void isCorrupt(StoreException e) {
        assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT);
    }
}
