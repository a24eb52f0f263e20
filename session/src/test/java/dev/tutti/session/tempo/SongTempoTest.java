package dev.tutti.session.tempo;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.START_US;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.session.CueCommand;
import dev.tutti.session.CueEvent;
import dev.tutti.session.CueKind;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SongStart;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoCommand.Patch;
import dev.tutti.session.TempoCommand.StopTempo;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongCard;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the setlist and signals have to do with the click. */
class SongTempoTest extends TempoStand {
    private static final ItemId MOLLY = new ItemId("i1");
    private static final ItemId NAMELESS = new ItemId("i2");

    private void setlist() {
        scene.with(new SetlistEvent.SetlistReplaced(
                List.of(item(MOLLY, 96.0, TimeSignature.THREE_FOUR), item(NAMELESS, null, null)), List.of(), HOST));
    }

    private static SetlistItem item(ItemId id, @Nullable Double bpm, @Nullable TimeSignature signature) {
        var song = new SongCard("Molly Malone", null, "F", bpm, signature, 180, "");
        return new SetlistItem(id, new SongId("song-" + id), song, null, ItemOverrides.NONE);
    }

    @Test
    void selectingASongMovesTheTempoInTheSameBatch() {
        setlist();

        assertThat(does(HOST, START_US, new SetlistCommand.SelectItem(MOLLY)))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(SetlistEvent.SongSelected.class, TempoEvent.TempoChanged.class);
        assertThat(tempo().plan().pulse().bpm()).isEqualTo(96);
        assertThat(tempo().plan().pulse().signature()).isEqualTo(TimeSignature.THREE_FOUR);
    }

    @Test
    void whileItRunsTheSongsTempoComesAtTheNextBarLineWhoeverLeadsTheClick() {
        setlist();
        running();
        does(HOST, bar(1), new HandOverTempo(BEN, null));
        does(HOST, bar(4) + 300 * MS, new SetlistCommand.SelectItem(MOLLY));

        assertThat(run().last().fromUs()).isEqualTo(bar(5));
        assertThat(run().last().pulse().bpm()).isEqualTo(96);
    }

    @Test
    void aSongWithoutTempoLeavesTheClickAsItIs() {
        setlist();

        assertThat(does(HOST, START_US, new SetlistCommand.SelectItem(NAMELESS)))
                .hasSize(1);
        assertThat(tempo().plan().revision()).isZero();
    }

    @Test
    void aSignalHoldsAtTheBarLineItWasGivenFor() {
        running();

        var cue = (CueEvent.CueSent) does(HOST, bar(4) + 300 * MS, new CueCommand.SendCue(CueKind.CHORUS, null, 2))
                .getFirst();
        assertThat(cue.atBar()).isEqualTo(6);
        assertThat(cue.atMs()).isEqualTo(bar(6) / 1_000.0);
        var now = (CueEvent.CueSent)
                does(HOST, bar(4), new CueCommand.SendCue(CueKind.CUT, null, 0)).getFirst();
        assertThat(now.atBar()).isNull();
        assertThat(now.atMs()).isEqualTo(bar(4) / 1_000.0);
    }

    @Test
    void aSignalForABarThatIsNotPlayedHoldsAtOnce() {
        var cue = (CueEvent.CueSent) does(HOST, START_US, new CueCommand.SendCue(CueKind.VAMP, null, 2))
                .getFirst();

        assertThat(cue.atBar()).isNull();
        assertThat(cue.atMs()).isEqualTo(START_US / 1_000.0);
    }

    private void plays(SetlistCommand command, long atUs) {
        does(HOST, atUs, command);
    }

    private static SetlistCommand bpm(double bpm) {
        return new SetlistCommand.ChangeItem(
                MOLLY, new SetlistCommand.ItemPatch(null, bpm, null, null, null, Set.of()), null);
    }

    @Test
    void aNewTempoOfTheCurrentSongMovesTheClickInTheSameBatch() {
        setlist();
        plays(new SetlistCommand.SelectItem(MOLLY), START_US);

        assertThat(does(HOST, START_US, bpm(72)))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(SetlistEvent.SetlistItemChanged.class, TempoEvent.TempoChanged.class);
        assertThat(tempo().plan().pulse().bpm()).isEqualTo(72);
    }

    @Test
    void aWholeSetlistWithAnotherTempoForTheCurrentSongMovesTheClickAtTheNextBar() {
        setlist();
        plays(new SetlistCommand.SelectItem(MOLLY), START_US);
        running();
        long thirdBar = run().barUs(3);
        plays(
                new SetlistCommand.ReplaceSetlist(List.of(new PlannedItem.Kept(
                        MOLLY, new ItemOverrides(null, 72.0, TimeSignature.SIX_EIGHT, null, null)))),
                thirdBar + 300 * MS);

        assertThat(run().last().barIndex()).isEqualTo(4);
        assertThat(run().last().pulse().bpm()).isEqualTo(72);
        assertThat(run().last().pulse().signature()).isEqualTo(TimeSignature.SIX_EIGHT);
    }

    @Test
    void theNewestCopyOfTheCurrentSongBringsItsTempo() {
        setlist();
        plays(new SetlistCommand.SelectItem(MOLLY), START_US);
        var newest = new SongDraft("Molly Malone", null, "F", 110.0, TimeSignature.THREE_FOUR, 180, "", Chart.EMPTY);
        var nothing = new SetlistCommand.ItemPatch(null, null, null, null, null, Set.of());
        plays(new SetlistCommand.ChangeItem(MOLLY, nothing, new Song(new SongId("song-i1"), newest, 2)), START_US);

        assertThat(tempo().plan().pulse().bpm()).isEqualTo(110);
    }

    @Test
    void whatChangesOfOtherSongsOrOfTheKeyLeavesTheClickAsItIs() {
        setlist();
        assertThat(does(HOST, START_US, bpm(72))).hasSize(1);
        plays(new SetlistCommand.SelectItem(MOLLY), START_US);
        does(HOST, START_US, to(140));
        var key = new SetlistCommand.ItemPatch("G", null, null, null, null, Set.of());

        assertThat(does(HOST, START_US, new SetlistCommand.ChangeItem(MOLLY, key, null)))
                .hasSize(1);
        assertThat(tempo().plan().pulse().bpm()).isEqualTo(140);
    }

    private @Nullable SongStart songStart() {
        return scene.state().setlist().start();
    }

    @Test
    void aSongBeginsWithItsTempo() {
        setlist();
        running();
        plays(new SetlistCommand.SelectItem(MOLLY), bar(4) + 300 * MS);

        assertThat(songStart()).isEqualTo(new SongStart(run().startUs(), 5, bar(5)));
    }

    @Test
    void aSongWithoutTempoBeginsAtTheNextBarLineWhateverWaits() {
        setlist();
        running();
        does(HOST, bar(2), new ChangeTempo(Patch.bpm(140), false, 12L));
        plays(new SetlistCommand.SelectItem(NAMELESS), bar(4) + 300 * MS);

        assertThat(songStart()).isEqualTo(new SongStart(run().startUs(), 5, bar(5)));
    }

    @Test
    void aSongThatIsSelectedInTheCountInBeginsWithTheFirstBar() {
        setlist();
        running();
        plays(new SetlistCommand.SelectItem(NAMELESS), START_US + 100 * MS);

        assertThat(songStart()).isEqualTo(new SongStart(run().startUs(), 1, bar(1)));
    }

    @Test
    void aSongThatIsSelectedWhileTheClickIsOffBeginsWhenItStarts() {
        setlist();
        plays(new SetlistCommand.SelectItem(MOLLY), START_US);
        assertThat(songStart()).isNull();
    }

    @Test
    void aSongBeginsNoEarlierThanTheClickEnds() {
        setlist();
        running();
        does(HOST, bar(4) + 300 * MS, new StopTempo(false, null));
        plays(new SetlistCommand.SelectItem(NAMELESS), bar(4) + 1_900 * MS);

        assertThat(songStart()).isEqualTo(new SongStart(run().startUs(), 5, bar(5)));
    }

    @Test
    void aRemovedSongThatComesBackIsPlayedOnFromWhereItBegan() {
        setlist();
        running();
        plays(new SetlistCommand.SelectItem(MOLLY), bar(4) + 300 * MS);
        SongStart began = songStart();
        plays(new SetlistCommand.RemoveItem(MOLLY), bar(5));
        assertThat(songStart()).isNull();
        does(HOST, bar(5), to(140));
        plays(new SetlistCommand.RestoreItem(MOLLY), bar(5) + 100 * MS);

        assertThat(scene.state().setlist().current()).isEqualTo(MOLLY);
        assertThat(songStart()).isEqualTo(began);
        assertThat(run().last().pulse().bpm()).isEqualTo(96);
    }
}
