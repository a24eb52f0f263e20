package dev.tutti.session.cues;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.CueId;
import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.CueCommand;
import dev.tutti.session.CueEvent;
import dev.tutti.session.CueKind;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.songs.SongCard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CuesDeciderTest {
    private final Scene scene = Scene.of(SessionKind.REHEARSAL).in(BEN, "musician");

    private Decision send(UserId actor, CueKind kind, @Nullable String text, int barsAhead) {
        return scene.decide(new CuesDecider(), actor, new CueCommand.SendCue(kind, text, barsAhead));
    }

    private CueEvent.CueSent sent(Decision decision) {
        return (CueEvent.CueSent) events(decision).getFirst();
    }

    @Test
    void theMdSignalsAtOnce() {
        CueEvent.CueSent cue = sent(send(HOST, CueKind.CUT, null, 0));

        assertThat(cue.cueId()).isEqualTo(new CueId("e1"));
        assertThat(cue.kind()).isEqualTo(CueKind.CUT);
        assertThat(cue.by()).isEqualTo(HOST);
        assertThat(cue.atBar()).isNull();
    }

    @Test
    void withoutAClickTheNextBarIsNow() {
        assertThat(sent(send(HOST, CueKind.CHORUS, null, 2)).atBar()).isNull();
    }

    @Test
    void aMusicianSignalsNothing() {
        assertThat(code(send(BEN, CueKind.CUT, null, 0))).isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void whoLeadsTheSongThatIsPlayedSignalsWhileItIs() {
        var song = new SongCard("Molly Malone", null, "F", null, null, 180, "");
        var led = new ItemOverrides(null, null, null, BEN, null);
        scene.with(new SetlistEvent.SetlistReplaced(
                List.of(
                        new SetlistItem(new ItemId("1"), new SongId("s1"), song, null, led),
                        new SetlistItem(new ItemId("2"), new SongId("s1"), song, null, ItemOverrides.NONE)),
                List.of(),
                HOST));
        assertThat(code(send(BEN, CueKind.AGAIN, null, 0))).isEqualTo(RejectionCode.NOT_ALLOWED);

        scene.with(new SetlistEvent.SongSelected(new ItemId("1"), HOST, null));
        assertThat(sent(send(BEN, CueKind.AGAIN, null, 0)).by()).isEqualTo(BEN);
        assertThat(sent(send(HOST, CueKind.CUT, null, 0)).by()).isEqualTo(HOST);

        scene.with(new SetlistEvent.SongSelected(new ItemId("2"), HOST, null));
        assertThat(code(send(BEN, CueKind.AGAIN, null, 0))).isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void aLeaderWhoHasLeftSignalsNothing() {
        var song = new SongCard("Molly Malone", null, "F", null, null, 180, "");
        var led = new ItemOverrides(null, null, null, BEN, null);
        scene.with(
                new SetlistEvent.SetlistReplaced(
                        List.of(new SetlistItem(new ItemId("1"), new SongId("s1"), song, null, led)), List.of(), HOST),
                new SetlistEvent.SongSelected(new ItemId("1"), HOST, null),
                new Event.ParticipantLeft(BEN));

        assertThat(code(send(BEN, CueKind.AGAIN, null, 0))).isEqualTo(RejectionCode.NOT_ADMITTED);
    }

    @Test
    void aCustomCueSaysSomethingShort() {
        assertThat(code(send(HOST, CueKind.CUSTOM, " ", 0))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(send(HOST, CueKind.CUSTOM, "x".repeat(41), 0))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(sent(send(HOST, CueKind.CUSTOM, " Key  change ", 0)).text()).isEqualTo("Key change");
    }

    @Test
    void aCueIsAtMostSixteenBarsAhead() {
        assertThat(code(send(HOST, CueKind.VAMP, null, 17))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(send(HOST, CueKind.VAMP, null, -1))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(events(send(HOST, CueKind.VAMP, null, 16))).hasSize(1);
    }
}
