package dev.tutti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.SessionId;
import dev.tutti.foundation.SongId;
import dev.tutti.session.core.StoreException;
import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongCopy;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.SongLibrary;
import dev.tutti.session.songs.SongVersion;
import dev.tutti.session.songs.TimeSignature;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteSongLibraryTest {
    @TempDir
    Path directory;

    private static Song song(String id, String title, @Nullable String artist) {
        return new Song(
                new SongId(id),
                new SongDraft(title, artist, "F#m", 92.5, TimeSignature.SIX_EIGHT, 185, "Softly", Samples.CHART),
                1_000);
    }

    private static List<String> ids(SongLibrary.Page page) {
        return page.songs().stream().map(song -> song.id().value()).toList();
    }

    @Test
    void aSongIsThereAsItWasAfterReopening() {
        Song molly = song("molly", "Molly Malone", "Trad.");
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.songs().put(molly)).isTrue();
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.songs().get(molly.id())).contains(molly);
            assertThat(journal.songs().search("", null, 10).songs()).containsExactly(SongLibrary.Brief.of(molly));
        }
    }

    @Test
    void whatIsUnknownOfASongStaysUnknown() {
        var bare = new Song(new SongId("bare"), SongDraft.titled("Bare"), 5);
        try (var journal = SqliteJournal.open(directory)) {
            journal.songs().put(bare);

            assertThat(journal.songs().get(bare.id())).contains(bare);
            SongLibrary.Brief brief =
                    journal.songs().search("", null, 1).songs().getFirst();
            assertThat(brief).isEqualTo(SongLibrary.Brief.of(bare));
            assertThat(brief.bpm()).isNull();
            assertThat(brief.hasChart()).isFalse();
        }
    }

    @Test
    void puttingItAgainReplacesItAndDeletingTakesItAway() {
        try (var journal = SqliteJournal.open(directory)) {
            SongLibrary songs = journal.songs();
            songs.put(song("molly", "Molly Malone", null));
            songs.put(song("molly", "Sweet Molly Malone", null));

            assertThat(songs.search("", null, 10).songs())
                    .extracting(SongLibrary.Brief::title)
                    .containsExactly("Sweet Molly Malone");
            assertThat(songs.delete(new SongId("molly"), 2_000)).isTrue();
            assertThat(songs.delete(new SongId("molly"), 3_000)).isFalse();
            assertThat(songs.get(new SongId("molly"))).isEmpty();
            assertThat(songs.search("molly", null, 10).total()).isZero();
        }
    }

    /** Two libraries that have each copied what the other has, in that order. */
    private static void exchange(SqliteSongLibrary one, SqliteSongLibrary other) {
        one.versions().forEach(version -> other.take(one.copy(version.id()).orElseThrow()));
        other.versions().forEach(version -> one.take(other.copy(version.id()).orElseThrow()));
    }

    @Test
    void twoLibrariesThatExchangeTheirSongsAreTheSame(@TempDir Path elsewhere) {
        try (var here = SqliteJournal.open(directory);
                var there = SqliteJournal.open(elsewhere)) {
            Song molly = song("molly", "Molly Malone", "Trad.");
            here.songs().put(molly);
            there.songs().put(song("grace", "Amazing Grace", null));
            exchange(here.songs(), there.songs());
            assertThat(there.songs().get(molly.id())).contains(molly);

            // Of two changes at one time the same one holds at both, whoever speaks first.
            here.songs().put(song("grace", "Grace", null));
            there.songs().put(song("molly", "Molly", null));
            here.songs().put(song("molly", "Sweet Molly", null));
            // What is deleted is later than what it was, whatever the clock says, and comes not back.
            there.songs().delete(new SongId("grace"), 500);
            exchange(there.songs(), here.songs());
            exchange(here.songs(), there.songs());

            assertThat(here.songs().versions()).isEqualTo(there.songs().versions());
            assertThat(ids(here.songs().search("", null, 10))).containsExactly("molly");
            assertThat(here.songs().get(molly.id())).isEqualTo(there.songs().get(molly.id()));
        }
    }

    @Test
    void anEarlierVersionIsNotTakenAndACopyThatIsNotWhatItsHashSaysIsRefused(@TempDir Path elsewhere) {
        try (var here = SqliteJournal.open(directory);
                var there = SqliteJournal.open(elsewhere)) {
            var said = new ArrayList<SongVersion>();
            here.songs().onChange(said::add);
            here.songs().put(song("molly", "Molly Malone", null));
            SongCopy copy = here.songs().copy(new SongId("molly")).orElseThrow();
            assertThat(said).containsExactly(copy.version());

            assertThat(there.songs().take(copy)).isTrue();
            assertThat(there.songs().take(copy)).isFalse();
            there.songs().delete(new SongId("molly"), 9_000);
            assertThat(there.songs().take(copy)).isFalse();
            var later =
                    new SongVersion(copy.version().id(), 99_000, copy.version().hash());
            assertThatThrownBy(() -> there.songs().take(new SongCopy(later, copy.draft())))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not what it should be");
            // Nothing could follow it, and the song would be deleted for ever.
            var never = SongVersion.deleted(new SongId("molly"), Long.MAX_VALUE);
            assertThatThrownBy(() -> here.songs().take(new SongCopy(never, "")))
                    .hasMessageContaining("not what it should be");
            assertThat(here.songs().get(new SongId("molly"))).isPresent();
            assertThat(there.songs().get(new SongId("molly"))).isEmpty();
        }
    }

    @Test
    void searchingFindsAllWordsInTitleAndArtistInAnyCaseAndWithoutAccents() {
        try (var journal = SqliteJournal.open(directory)) {
            SongLibrary songs = journal.songs();
            songs.put(song("1", "Être là", "Zoë"));
            songs.put(song("2", "Holy, Holy, Holy", "R. Heber"));
            songs.put(song("3", "100% _sure_", null));

            assertThat(ids(songs.search("ETRE", null, 10))).containsExactly("1");
            assertThat(ids(songs.search("zoe  être", null, 10))).containsExactly("1");
            assertThat(ids(songs.search("holy heber", null, 10))).containsExactly("2");
            assertThat(ids(songs.search("holy zoe", null, 10))).isEmpty();
            assertThat(ids(songs.search("%", null, 10))).containsExactly("3");
            assertThat(ids(songs.search("_", null, 10))).containsExactly("3");
            assertThat(ids(songs.search("'; DROP TABLE song; --", null, 10))).isEmpty();
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapAlsoWhereTitlesAreTheSame() {
        try (var journal = SqliteJournal.open(directory)) {
            SongLibrary songs = journal.songs();
            for (int i = 0; i < 25; i++) {
                songs.put(song("s" + (10 + i), "Title " + i % 4, null));
            }
            var seen = new ArrayList<String>();
            @Nullable SongId after = null;
            List<SongLibrary.Brief> page;
            do {
                page = songs.search("title", after, 7).songs();
                page.forEach(song -> seen.add(song.id().value()));
                after = page.isEmpty() ? null : page.getLast().id();
            } while (!page.isEmpty());

            assertThat(seen).hasSize(25).doesNotHaveDuplicates();
            assertThat(seen).isEqualTo(ids(songs.search("", null, 100)));
            assertThat(songs.search("title", null, 7).total()).isEqualTo(25);
        }
    }

    @Test
    void aFullLibraryTakesNoMoreButChangesWhatItHas() throws Exception {
        try (var journal = SqliteJournal.open(directory);
                var threads =
                        Executors.newFixedThreadPool(64, Thread.ofVirtual().factory())) {
            SongLibrary songs = journal.songs();
            List<Callable<Boolean>> puts = Stream.iterate(0, i -> i < SongLibrary.MAX_SONGS, i -> i + 1)
                    .map(i -> (Callable<Boolean>)
                            () -> songs.put(new Song(new SongId("s" + i), SongDraft.titled("Song " + i), i)))
                    .toList();
            for (var put : threads.invokeAll(puts)) {
                assertThat(put.get()).isTrue();
            }

            assertThat(songs.put(song("more", "One more", null))).isFalse();
            assertThat(songs.get(new SongId("more"))).isEmpty();
            assertThat(songs.put(song("s7", "Changed", null))).isTrue();
            assertThat(songs.search("", null, 1).total()).isEqualTo(SongLibrary.MAX_SONGS);
        }
    }

    @Test
    void theLibraryOfAnOlderJournalIsEmptyAndItsLogStays() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            journal.events().append(new SessionId("s1"), Samples.append(new SessionId("s1"), 0, 1));
        }
        sql("DROP TABLE song");
        sql("DROP TABLE branch");
        sql("DROP TABLE song_deleted");
        sql("ALTER TABLE head DROP COLUMN generation");
        sql("PRAGMA user_version = 1");

        try (var journal = SqliteJournal.open(directory)) {
            assertThat(journal.songs().search("", null, 10).total()).isZero();
            assertThat(journal.events().sessions()).hasSize(1);
            assertThat(journal.songs().put(song("molly", "Molly Malone", null))).isTrue();
        }
    }

    @Test
    void aDamagedSongIsNotTakenForTheOneThatWasWritten() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            journal.songs().put(song("molly", "Molly Malone", null));
        }
        sql("UPDATE song SET draft = replace(draft, 'Malone', 'Mahoney')");
        try (var journal = SqliteJournal.open(directory)) {
            assertThatThrownBy(() -> journal.songs().get(new SongId("molly")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("not what was written");
        }
    }

    @Test
    void aChartIsKeptUnderTheHashOfItsContent() {
        assertThat(Samples.CHART.id()).isEqualTo(new Chart(Samples.CHART.sections(), "F").id());
        assertThat(Samples.CHART.id()).isNotEqualTo(new Chart(Samples.CHART.sections(), "G").id());
        assertThat(Samples.CHART.id()).isNotEqualTo(Chart.EMPTY.id());
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteJournal.FILE))) {
            connection.createStatement().execute(statement);
        }
    }
}
