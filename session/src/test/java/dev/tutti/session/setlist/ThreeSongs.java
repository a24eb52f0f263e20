package dev.tutti.session.setlist;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.events;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.KeptChart;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.songs.Chart;
import dev.tutti.session.songs.Line;
import dev.tutti.session.songs.LineKind;
import dev.tutti.session.songs.Part;
import dev.tutti.session.songs.Section;
import dev.tutti.session.songs.SectionKind;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.SongCard;
import dev.tutti.session.songs.SongDraft;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;

/** A rehearsal with a host, a musician and a setlist to come of three songs. */
abstract class ThreeSongs {
    static final Song AMAZING = song("amazing", "Amazing Grace");
    static final Song MOLLY = song("molly", "Molly Malone");
    static final Song HOLY = song("holy", "Holy, Holy, Holy");

    final Scene scene = Scene.of(SessionKind.REHEARSAL).in(BEN, "musician");
    final SetlistDecider decider = new SetlistDecider();

    static Song song(String id, String title) {
        var words = new Line(LineKind.LYRICS, List.of(new Part("G", title)));
        var chart = new Chart(List.of(new Section("v1", SectionKind.VERSE, "Verse 1", List.of(words))), "G");
        return new Song(
                new SongId(id), new SongDraft(title, null, "G", 90.0, TimeSignature.FOUR_FOUR, 200, "", chart), 1);
    }

    Decision decide(UserId actor, SetlistCommand command) {
        return scene.decide(decider, actor, command);
    }

    Decision decide(SetlistCommand command) {
        return decide(HOST, command);
    }

    static SetlistItem item(String id, Song song) {
        return new SetlistItem(
                new ItemId(id),
                song.id(),
                SongCard.of(song.draft()),
                song.draft().chart().id(),
                ItemOverrides.NONE);
    }

    /** Three songs as items 1, 2, 3. */
    Scene three() {
        return scene.with(new SetlistEvent.SetlistReplaced(
                List.of(item("1", AMAZING), item("2", MOLLY), item("3", HOLY)),
                List.of(chart(AMAZING), chart(MOLLY), chart(HOLY)),
                HOST));
    }

    static KeptChart chart(Song song) {
        return KeptChart.of(song.draft().chart());
    }

    List<String> order() {
        return scene.state().setlist().items().stream()
                .map(item -> item.id().value())
                .toList();
    }

    void happens(Decision decision) {
        scene.with(events(decision).toArray(Event[]::new));
    }
}
