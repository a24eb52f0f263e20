package dev.tutti.session.setlist;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.STRANGER;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.ItemId;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ImpossibleEventException;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistCommand.Field;
import dev.tutti.session.SetlistCommand.ItemPatch;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import dev.tutti.session.songs.Song;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SetlistDeciderTest extends ThreeSongs {
    private static ItemPatch patch(@Nullable String key, @Nullable Double bpm, Field... clear) {
        return new ItemPatch(key, bpm, null, null, null, Set.of(clear));
    }

    @Test
    void onlyWhoMayChangeTheSetlistDoes() {
        three();

        assertThat(code(decide(BEN, new SetlistCommand.StepSong(true)))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(BEN, new SetlistCommand.InsertSong(MOLLY, null))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(STRANGER, new SetlistCommand.RemoveItem(new ItemId("1")))))
                .isEqualTo(RejectionCode.NOT_ADMITTED);
        assertThat(code(Scene.of(SessionKind.LESSON).decide(decider, HOST, new SetlistCommand.StepSong(true))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void aWholeSetlistComesWithCopiesOfItsSongsAndTheirCharts() {
        var planned = List.<PlannedItem>of(
                new PlannedItem.Added(MOLLY, ItemOverrides.NONE),
                new PlannedItem.Added(MOLLY, new ItemOverrides("A", 72.5, null, BEN, " Slowly ")));

        List<Event> events = events(decide(new SetlistCommand.ReplaceSetlist(planned)));

        assertThat(events)
                .containsExactly(new SetlistEvent.SetlistReplaced(
                        List.of(
                                item("e1.0", MOLLY),
                                item("e1.1", MOLLY).with(new ItemOverrides("A", 72.5, null, BEN, "Slowly"))),
                        List.of(chart(MOLLY)),
                        HOST));
        scene.with(events.toArray(Event[]::new));
        assertThat(scene.state().setlist().chart(MOLLY.draft().chart().id()))
                .contains(MOLLY.draft().chart());
    }

    @Test
    void replacingKeepsWhatIsThereAndFreesTheSlotsOfSongsThatGo() {
        var drums = new SlotName("drums");
        three().with(
                        new SlotEvent.SlotAssigned(drums, MOLLY.id(), BEN, HOST),
                        new SlotEvent.SlotAssigned(drums, HOLY.id(), BEN, HOST),
                        new SetlistEvent.SongSelected(new ItemId("2"), HOST, null));

        Decision decision = decide(new SetlistCommand.ReplaceSetlist(List.of(
                new PlannedItem.Kept(new ItemId("3"), ItemOverrides.NONE),
                new PlannedItem.Kept(new ItemId("1"), ItemOverrides.NONE))));

        assertThat(events(decision))
                .containsExactly(
                        new SetlistEvent.SetlistReplaced(List.of(item("3", HOLY), item("1", AMAZING)), List.of(), HOST),
                        new SlotEvent.SlotReleased(drums, MOLLY.id(), BEN, HOST));
        happens(decision);
        assertThat(scene.state().setlist().current()).isNull();
        assertThat(scene.state().setlist().charts()).hasSize(2);
    }

    @Test
    void theSameSetlistAgainChangesNothing() {
        three();

        assertThat(events(decide(new SetlistCommand.ReplaceSetlist(List.of(
                        new PlannedItem.Kept(new ItemId("1"), ItemOverrides.NONE),
                        new PlannedItem.Kept(new ItemId("2"), ItemOverrides.NONE),
                        new PlannedItem.Kept(new ItemId("3"), ItemOverrides.NONE))))))
                .isEmpty();
    }

    @Test
    void aSetlistNamesEachItemOnceAndOnlyThoseThatThereAre() {
        three();
        var one = new PlannedItem.Kept(new ItemId("1"), ItemOverrides.NONE);

        assertThat(code(decide(new SetlistCommand.ReplaceSetlist(List.of(one, one)))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(new SetlistCommand.ReplaceSetlist(
                        List.of(new PlannedItem.Kept(new ItemId("9"), ItemOverrides.NONE))))))
                .isEqualTo(RejectionCode.ITEM_UNKNOWN);
    }

    @Test
    void theSetlistIsBounded() {
        var many = new java.util.ArrayList<PlannedItem>();
        for (int i = 0; i < SetlistDecider.MAX_ITEMS; i++) {
            many.add(new PlannedItem.Added(MOLLY, ItemOverrides.NONE));
        }
        happens(decide(new SetlistCommand.ReplaceSetlist(many)));
        many.add(new PlannedItem.Added(MOLLY, ItemOverrides.NONE));

        assertThat(code(decide(new SetlistCommand.ReplaceSetlist(many)))).isEqualTo(RejectionCode.LIMIT_REACHED);
        assertThat(code(decide(new SetlistCommand.InsertSong(HOLY, null)))).isEqualTo(RejectionCode.LIMIT_REACHED);
        assertThat(scene.state().setlist().charts()).hasSize(1);
    }

    @Test
    void aSongComesInAtTheEndOrBehindAnother() {
        three();

        assertThat(events(decide(new SetlistCommand.InsertSong(MOLLY, null))))
                .containsExactly(
                        new SetlistEvent.SetlistItemAdded(item("e1.0", MOLLY), new ItemId("3"), List.of(), HOST));
        happens(decide(new SetlistCommand.InsertSong(MOLLY, new ItemId("1"))));

        assertThat(order()).containsExactly("1", "e1.0", "2", "3");
        assertThat(code(decide(new SetlistCommand.InsertSong(MOLLY, new ItemId("9")))))
                .isEqualTo(RejectionCode.ITEM_UNKNOWN);
    }

    @Test
    void theFirstSongOfAllComesInToo() {
        happens(decide(new SetlistCommand.InsertSong(MOLLY, null)));

        assertThat(order()).containsExactly("e1.0");
        assertThat(scene.state().setlist().charts()).containsExactly(chart(MOLLY));
    }

    @Test
    void songsMoveRelativeToOthers() {
        three();

        happens(decide(new SetlistCommand.MoveItem(new ItemId("3"), null)));
        assertThat(order()).containsExactly("3", "1", "2");
        happens(decide(new SetlistCommand.MoveItem(new ItemId("3"), new ItemId("2"))));
        assertThat(order()).containsExactly("1", "2", "3");
        assertThat(events(decide(new SetlistCommand.MoveItem(new ItemId("3"), new ItemId("2")))))
                .isEmpty();
        assertThat(events(decide(new SetlistCommand.MoveItem(new ItemId("1"), null))))
                .isEmpty();
        assertThat(code(decide(new SetlistCommand.MoveItem(new ItemId("1"), new ItemId("1")))))
                .isEqualTo(RejectionCode.ITEM_UNKNOWN);
        assertThat(code(decide(new SetlistCommand.MoveItem(new ItemId("9"), null))))
                .isEqualTo(RejectionCode.ITEM_UNKNOWN);
    }

    @Test
    void anItemSaysWhatIsOtherwiseThisTimeAndTakesItBack() {
        three();
        happens(decide(new SetlistCommand.ChangeItem(
                new ItemId("2"), new ItemPatch("A", 100.0, TimeSignature.THREE_FOUR, BEN, "Capo 2", Set.of()), null)));
        SetlistItem changed = scene.state().setlist().find(new ItemId("2")).orElseThrow();

        assertThat(changed.key()).isEqualTo("A");
        assertThat(changed.bpm()).isEqualTo(100.0);
        assertThat(changed.timeSignature()).isEqualTo(TimeSignature.THREE_FOUR);
        assertThat(changed.overrides().leader()).isEqualTo(BEN);

        happens(decide(
                new SetlistCommand.ChangeItem(new ItemId("2"), patch(null, null, Field.KEY, Field.LEADER), null)));
        changed = scene.state().setlist().find(new ItemId("2")).orElseThrow();
        assertThat(changed.key()).isEqualTo("G");
        assertThat(changed.bpm()).isEqualTo(100.0);
        assertThat(changed.overrides().leader()).isNull();
        assertThat(events(decide(new SetlistCommand.ChangeItem(new ItemId("2"), patch(null, null), null))))
                .isEmpty();
    }

    @Test
    void whatIsOtherwiseHasBoundsAndALeaderIsIn() {
        three();

        assertThat(code(decide(new SetlistCommand.ChangeItem(new ItemId("1"), patch("H", null), null))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(new SetlistCommand.ChangeItem(new ItemId("1"), patch(null, 29.9), null))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(new SetlistCommand.ChangeItem(
                        new ItemId("1"), new ItemPatch(null, null, null, STRANGER, null, Set.of()), null))))
                .isEqualTo(RejectionCode.PARTICIPANT_UNKNOWN);
        assertThat(code(decide(new SetlistCommand.ChangeItem(
                        new ItemId("1"), new ItemPatch(null, null, null, null, "x".repeat(501), Set.of()), null))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void theNewestCopyOfASongReplacesTheOldOneAndItsChart() {
        three();
        Song newer = song("molly", "Molly Malone in Dublin");

        happens(decide(new SetlistCommand.ChangeItem(new ItemId("2"), patch(null, null), newer)));

        SetlistItem item = scene.state().setlist().find(new ItemId("2")).orElseThrow();
        assertThat(item.song().title()).isEqualTo("Molly Malone in Dublin");
        assertThat(scene.state().setlist().charts()).contains(chart(newer)).doesNotContain(chart(MOLLY));
    }

    @Test
    void aSongGoesWithTheSlotsThatWereForIt() {
        var drums = new SlotName("drums");
        three().with(
                        new SlotEvent.SlotAssigned(drums, MOLLY.id(), BEN, HOST),
                        new SetlistEvent.SongSelected(new ItemId("2"), HOST, null));

        Decision decision = decide(new SetlistCommand.RemoveItem(new ItemId("2")));

        assertThat(events(decision))
                .containsExactly(
                        new SetlistEvent.SetlistItemRemoved(new ItemId("2"), HOST),
                        new SlotEvent.SlotReleased(drums, MOLLY.id(), BEN, HOST));
        happens(decision);
        assertThat(scene.state().setlist().current()).isNull();
        assertThat(order()).containsExactly("1", "3");
    }

    @Test
    void aSongThatStandsThereTwiceKeepsItsSlotsWhenOneGoes() {
        three().with(
                        new SetlistEvent.SetlistItemAdded(item("4", MOLLY), null, List.of(), HOST),
                        new SlotEvent.SlotAssigned(new SlotName("drums"), MOLLY.id(), BEN, HOST));

        assertThat(events(decide(new SetlistCommand.RemoveItem(new ItemId("2")))))
                .hasSize(1);
    }

    @Test
    void aSongIsSelectedByItsItemOrByAStep() {
        three();

        happens(decide(new SetlistCommand.StepSong(true)));
        assertThat(scene.state().setlist().current()).isEqualTo(new ItemId("1"));
        happens(decide(new SetlistCommand.SelectItem(new ItemId("3"))));
        assertThat(scene.state().setlist().current()).isEqualTo(new ItemId("3"));
        assertThat(events(decide(new SetlistCommand.SelectItem(new ItemId("3")))))
                .isEmpty();
        assertThat(code(decide(new SetlistCommand.StepSong(true)))).isEqualTo(RejectionCode.SETLIST_ENDS);
        happens(decide(new SetlistCommand.StepSong(false)));
        assertThat(scene.state().setlist().current()).isEqualTo(new ItemId("2"));
        assertThat(code(decide(new SetlistCommand.SelectItem(new ItemId("9"))))).isEqualTo(RejectionCode.ITEM_UNKNOWN);
    }

    @Test
    void anEmptySetlistEndsAtOnce() {
        assertThat(code(decide(new SetlistCommand.StepSong(true)))).isEqualTo(RejectionCode.SETLIST_ENDS);
    }

    @Test
    void anItemWithoutItsChartIsImpossible() {
        assertThatThrownBy(
                        () -> scene.with(new SetlistEvent.SetlistReplaced(List.of(item("1", MOLLY)), List.of(), HOST)))
                .isInstanceOf(ImpossibleEventException.class);
    }
}
