package dev.tutti.session.setlist;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ItemId;
import dev.tutti.session.Decision;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.PlannedItem;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Setlist;
import dev.tutti.session.SetlistCommand;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Removals that are taken back. */
class RestoringTest extends ThreeSongs {
    private Decision restore(String id) {
        return decide(new SetlistCommand.RestoreItem(new ItemId(id)));
    }

    @Test
    void aRemovalIsTakenBackWithAllThatWentWithIt() {
        var drums = new SlotName("drums");
        var slow = item("2", MOLLY).with(new ItemOverrides("A", 72.0, null, BEN, "Slowly"));
        three().with(
                        new SetlistEvent.SetlistItemChanged(slow, List.of(), HOST),
                        new SlotEvent.SlotAssigned(drums, MOLLY.id(), BEN, HOST),
                        new SetlistEvent.SongSelected(new ItemId("2"), HOST, null));
        var before = scene.state();
        happens(decide(new SetlistCommand.RemoveItem(new ItemId("2"))));
        happens(restore("2"));

        assertThat(order()).containsExactly("1", "2", "3");
        assertThat(scene.state().setlist().find(new ItemId("2"))).contains(slow);
        assertThat(scene.state().setlist().charts()).contains(chart(MOLLY));
        assertThat(scene.state().setlist().current()).isEqualTo(new ItemId("2"));
        assertThat(scene.state().slots()).isEqualTo(before.slots());
        assertThat(events(restore("2"))).isEmpty();
        assertThat(scene.state().setlist().removed()).isEmpty();
    }

    @Test
    void whatWasNotRemovedDoesNotComeBackAndNobodyElseBringsAnythingBack() {
        three();
        assertThat(code(restore("9"))).isEqualTo(RejectionCode.ITEM_UNKNOWN);
        happens(decide(new SetlistCommand.RemoveItem(new ItemId("2"))));

        assertThat(code(decide(BEN, new SetlistCommand.RestoreItem(new ItemId("2")))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void aSongComesBackBesideWhatIsThereNowAndTakesNothingFromOthers() {
        var drums = new SlotName("drums");
        three().with(
                        new SlotEvent.SlotAssigned(drums, HOLY.id(), BEN, HOST),
                        new SetlistEvent.SongSelected(new ItemId("3"), HOST, null));
        happens(decide(new SetlistCommand.RemoveItem(new ItemId("3"))));
        happens(decide(new SetlistCommand.RemoveItem(new ItemId("2"))));
        happens(decide(new SetlistCommand.SelectItem(new ItemId("1"))));
        scene.with(
                new SetlistEvent.SetlistItemAdded(item("4", HOLY), new ItemId("1"), List.of(chart(HOLY)), HOST),
                new SlotEvent.SlotAssigned(drums, HOLY.id(), HOST, HOST));
        happens(restore("3"));

        assertThat(order()).containsExactly("1", "4", "3");
        assertThat(scene.state().setlist().current()).isEqualTo(new ItemId("1"));
        assertThat(scene.state().slots().assignments())
                .singleElement()
                .satisfies(a -> assertThat(a.userId()).isEqualTo(HOST));
    }

    private static PlannedItem kept(String id) {
        return new PlannedItem.Kept(new ItemId(id), ItemOverrides.NONE);
    }

    private Decision replace(PlannedItem... items) {
        return decide(new SetlistCommand.ReplaceSetlist(List.of(items)));
    }

    @Test
    void whatAWholeNewSetlistDroppedComesBackWithItsSlotsWhenTheOldOneIsPutBack() {
        three().with(
                        new SlotEvent.SlotAssigned(new SlotName("drums"), MOLLY.id(), BEN, HOST),
                        new SlotEvent.SlotAssigned(new SlotName("bass"), HOLY.id(), HOST, HOST),
                        new SetlistEvent.SongSelected(new ItemId("2"), HOST, null));
        var before = scene.state();
        happens(replace(kept("1")));
        assertThat(scene.state().slots().assignments()).isEmpty();
        assertThat(scene.state().setlist().current()).isNull();
        happens(replace(kept("1"), kept("2"), kept("3")));

        assertThat(scene.state().setlist()).isEqualTo(before.setlist());
        assertThat(scene.state().slots()).isEqualTo(before.slots());
    }

    @Test
    void oneOfManyThatAWholeNewSetlistDroppedComesBackByItselfAndInAnotherOrder() {
        three().with(new SlotEvent.SlotAssigned(new SlotName("drums"), HOLY.id(), BEN, HOST));
        happens(replace());
        happens(restore("3"));
        assertThat(order()).containsExactly("3");
        assertThat(scene.state().slots().assignments()).hasSize(1);
        happens(replace(kept("2"), kept("3"), kept("1")));

        assertThat(order()).containsExactly("2", "3", "1");
        assertThat(scene.state().setlist().removed()).isEmpty();
        assertThat(code(replace(kept("9")))).isEqualTo(RejectionCode.ITEM_UNKNOWN);
    }

    @Test
    void aSlotThatTwoDroppedItemsOfASongHadIsGivenOnce() {
        scene.with(
                new SetlistEvent.SetlistReplaced(
                        List.of(item("1", MOLLY), item("2", MOLLY)), List.of(chart(MOLLY)), HOST),
                new SlotEvent.SlotAssigned(new SlotName("drums"), MOLLY.id(), BEN, HOST));
        happens(replace());
        happens(replace(kept("1"), kept("2")));

        assertThat(scene.state().slots().assignments()).hasSize(1);
    }

    @Test
    void allThatAWholeSetlistDroppedIsKeptHoweverLongItWas() {
        var many = new ArrayList<SetlistItem>();
        for (int i = 0; i < SetlistDecider.MAX_ITEMS; i++) {
            many.add(item("n" + i, MOLLY));
        }
        scene.with(new SetlistEvent.SetlistReplaced(many, List.of(chart(MOLLY)), HOST));
        happens(replace());
        assertThat(scene.state().setlist().removed()).hasSize(SetlistDecider.MAX_ITEMS);
        happens(restore("n99"));
        happens(decide(new SetlistCommand.RemoveItem(new ItemId("n99"))));

        assertThat(scene.state().setlist().removed()).hasSize(Setlist.MAX_REMOVED);
    }

    @Test
    void onlyTheNewestRemovalsAreKept() {
        for (int i = 0; i <= Setlist.MAX_REMOVED; i++) {
            happens(decide(new SetlistCommand.InsertSong(MOLLY, null)));
            happens(decide(new SetlistCommand.RemoveItem(
                    scene.state().setlist().items().getFirst().id())));
        }

        assertThat(scene.state().setlist().removed()).hasSize(Setlist.MAX_REMOVED);
    }
}
