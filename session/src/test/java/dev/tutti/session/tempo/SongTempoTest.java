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
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.songs.SongCard;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
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
}
