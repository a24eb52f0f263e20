package dev.tutti.session.slots;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.STRANGER;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.ItemId;
import dev.tutti.foundation.SongId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.ImpossibleEventException;
import dev.tutti.session.ItemOverrides;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SetlistEvent;
import dev.tutti.session.SetlistItem;
import dev.tutti.session.Slot;
import dev.tutti.session.SlotCommand;
import dev.tutti.session.SlotEvent;
import dev.tutti.session.SlotName;
import dev.tutti.session.SlotPlace;
import dev.tutti.session.roster.RosterDecider;
import dev.tutti.session.songs.SongCard;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsDeciderTest {
    private static final SlotName DRUMS = new SlotName("drums");
    private static final SlotName CAMERA = new SlotName("camera_2");
    private static final SongId SONG = new SongId("molly");
    private static final SlotPlace EVERYWHERE = SlotPlace.global(DRUMS);
    private static final SlotPlace IN_SONG = new SlotPlace(DRUMS, SONG);

    private final Scene scene =
            Scene.of(SessionKind.REHEARSAL).in(BEN, "musician").in(PRIYA, "tech");
    private final SlotsDecider decider = new SlotsDecider();

    private Scene withSong() {
        var card = new SongCard("Molly Malone", null, null, null, null, null, "");
        var item = new SetlistItem(new ItemId("i1"), SONG, card, null, ItemOverrides.NONE);
        return scene.with(new SetlistEvent.SetlistReplaced(List.of(item), List.of(), HOST));
    }

    private static SlotEvent assigned(UserId userId) {
        return new SlotEvent.SlotAssigned(DRUMS, null, userId, HOST);
    }

    private Decision decide(UserId actor, SlotCommand command) {
        return scene.decide(decider, actor, command);
    }

    @Test
    void aRehearsalHasTheStandardSlotsAndAShiftNone() {
        assertThat(scene.state().slots().all())
                .extracting(slot -> slot.name().value())
                .contains("lead_vocal", "backing_vocal_3", "song_leader", "drums", "tech_engineer", "click_controller")
                .hasSize(15);
        assertThat(Scene.of(SessionKind.SHIFT).state().slots().all()).isEmpty();
    }

    @Test
    void whoMayFillSlotsFillsAFreeOne() {
        assertThat(events(decide(HOST, new SlotCommand.AssignSlot(BEN, EVERYWHERE))))
                .containsExactly(assigned(BEN));
        assertThat(events(decide(PRIYA, new SlotCommand.AssignSlot(BEN, EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotAssigned(DRUMS, null, BEN, PRIYA));
    }

    @Test
    void aMusicianFillsNoSlotWithOthers() {
        assertThat(code(decide(BEN, new SlotCommand.AssignSlot(BEN, EVERYWHERE))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(STRANGER, new SlotCommand.AssignSlot(BEN, EVERYWHERE))))
                .isEqualTo(RejectionCode.NOT_ADMITTED);
    }

    @Test
    void aTakenSlotIsAConflictThatNamesWhoHasIt() {
        scene.with(assigned(BEN));

        Decision decision = decide(HOST, new SlotCommand.AssignSlot(PRIYA, EVERYWHERE));

        assertThat(code(decision)).isEqualTo(RejectionCode.SLOT_CONFLICT);
        var rejection = ((Decision.Reject) decision).rejection();
        assertThat(rejection.message()).isEqualTo("Drums is taken by ben.");
        assertThat(rejection.details()).containsEntry("user_id", "ben").containsEntry("slot_name", "drums");
    }

    @Test
    void fillingItWithTheSamePersonAgainChangesNothing() {
        scene.with(assigned(BEN));

        assertThat(events(decide(HOST, new SlotCommand.AssignSlot(BEN, EVERYWHERE))))
                .isEmpty();
    }

    @Test
    void onlySomebodyWhoIsInFillsASlotThatThereIs() {
        assertThat(code(decide(HOST, new SlotCommand.AssignSlot(STRANGER, EVERYWHERE))))
                .isEqualTo(RejectionCode.PARTICIPANT_UNKNOWN);
        assertThat(code(decide(HOST, new SlotCommand.AssignSlot(BEN, SlotPlace.global(CAMERA)))))
                .isEqualTo(RejectionCode.SLOT_UNKNOWN);
    }

    @Test
    void aSongOfTheSetlistHasItsOwnPlaceThatShadowsTheSessions() {
        assertThat(code(decide(HOST, new SlotCommand.AssignSlot(BEN, IN_SONG)))).isEqualTo(RejectionCode.SONG_UNKNOWN);

        withSong().with(assigned(BEN));
        List<Event> events = events(decide(HOST, new SlotCommand.AssignSlot(PRIYA, IN_SONG)));
        scene.with(events.toArray(Event[]::new));

        assertThat(scene.state().slots().filling(DRUMS, null)).contains(BEN);
        assertThat(scene.state().slots().filling(DRUMS, SONG)).contains(PRIYA);
        assertThat(scene.state().slots().filling(DRUMS, new SongId("other"))).contains(BEN);
    }

    @Test
    void aMusicianAsksAndTheMdAnswersByFillingIt() {
        assertThat(events(decide(BEN, new SlotCommand.ClaimSlot(EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotClaimed(DRUMS, null, BEN));

        scene.with(new SlotEvent.SlotClaimed(DRUMS, null, BEN));
        assertThat(events(decide(BEN, new SlotCommand.ClaimSlot(EVERYWHERE)))).isEmpty();
        scene.with(assigned(BEN));

        assertThat(scene.state().slots().claims()).isEmpty();
    }

    @Test
    void whoMayFillSlotsNeedNotAsk() {
        assertThat(events(decide(PRIYA, new SlotCommand.ClaimSlot(EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotAssigned(DRUMS, null, PRIYA, PRIYA));
    }

    @Test
    void askingForATakenSlotIsAConflictAndAGuestMayNotAsk() {
        scene.with(assigned(PRIYA)).in(STRANGER, "guest");

        assertThat(code(decide(BEN, new SlotCommand.ClaimSlot(EVERYWHERE)))).isEqualTo(RejectionCode.SLOT_CONFLICT);
        assertThat(code(decide(STRANGER, new SlotCommand.ClaimSlot(EVERYWHERE))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void aClaimIsRefusedOrTakenBack() {
        scene.with(new SlotEvent.SlotClaimed(DRUMS, null, BEN));

        assertThat(events(decide(HOST, new SlotCommand.RefuseClaim(BEN, EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotClaimEnded(DRUMS, null, BEN, HOST));
        assertThat(events(decide(BEN, new SlotCommand.ReleaseSlot(EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotClaimEnded(DRUMS, null, BEN, BEN));
        assertThat(events(decide(HOST, new SlotCommand.RefuseClaim(PRIYA, EVERYWHERE))))
                .isEmpty();
        assertThat(code(decide(BEN, new SlotCommand.RefuseClaim(BEN, EVERYWHERE))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void oneReleasesOnesOwnSlotAndOnlyWhoMayFillThemThatOfOthers() {
        scene.with(assigned(BEN));

        assertThat(events(decide(BEN, new SlotCommand.ReleaseSlot(EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotReleased(DRUMS, null, BEN, BEN));
        scene.in(STRANGER, "musician");
        assertThat(code(decide(STRANGER, new SlotCommand.ReleaseSlot(EVERYWHERE))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(events(decide(HOST, new SlotCommand.ReleaseSlot(EVERYWHERE))))
                .containsExactly(new SlotEvent.SlotReleased(DRUMS, null, BEN, HOST));
        assertThat(events(decide(HOST, new SlotCommand.ReleaseSlot(SlotPlace.global(new SlotName("bass"))))))
                .isEmpty();
    }

    @Test
    void aSessionMakesSlotsOfItsOwnAndTakesThemAwayWithWhoFillsThem() {
        assertThat(events(decide(HOST, new SlotCommand.DefineSlot(CAMERA, " Camera  2 "))))
                .containsExactly(new SlotEvent.SlotDefined(new Slot(CAMERA, "Camera 2"), HOST));
        scene.with(
                new SlotEvent.SlotDefined(new Slot(CAMERA, "Camera 2"), HOST),
                new SlotEvent.SlotAssigned(CAMERA, null, BEN, HOST));

        assertThat(events(decide(HOST, new SlotCommand.RemoveSlot(CAMERA))))
                .containsExactly(
                        new SlotEvent.SlotReleased(CAMERA, null, BEN, HOST), new SlotEvent.SlotRemoved(CAMERA, HOST));
        assertThat(code(decide(HOST, new SlotCommand.RemoveSlot(DRUMS)))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(BEN, new SlotCommand.RemoveSlot(CAMERA)))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(HOST, new SlotCommand.DefineSlot(DRUMS, "Kit")))).isEqualTo(RejectionCode.NAME_TAKEN);
        assertThat(code(decide(HOST, new SlotCommand.DefineSlot(new SlotName("x"), "\u0007"))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void slotsOfOnesOwnAndClaimsAreBounded() {
        for (int i = 0; i < SlotsDecider.MAX_CUSTOM; i++) {
            scene.with(new SlotEvent.SlotDefined(new Slot(new SlotName("own_" + i), "Own " + i), HOST));
        }
        assertThat(code(decide(HOST, new SlotCommand.DefineSlot(CAMERA, "Camera"))))
                .isEqualTo(RejectionCode.LIMIT_REACHED);

        for (int i = 0; i < SlotsDecider.MAX_CLAIMS; i++) {
            var user = new UserId("u" + i);
            scene.in(user, "musician").with(new SlotEvent.SlotClaimed(DRUMS, null, user));
        }
        assertThat(code(decide(BEN, new SlotCommand.ClaimSlot(EVERYWHERE)))).isEqualTo(RejectionCode.LIMIT_REACHED);
    }

    @Test
    void whoLeavesOrIsRemovedFreesTheirSlotsAndClaimsInTheSameDecision() {
        withSong().with(assigned(BEN), new SlotEvent.SlotClaimed(new SlotName("bass"), SONG, BEN));
        var roster = new RosterDecider();

        assertThat(events(scene.decide(roster, BEN, new Command.Leave())))
                .containsExactly(
                        new Event.ParticipantLeft(BEN),
                        new SlotEvent.SlotReleased(DRUMS, null, BEN, BEN),
                        new SlotEvent.SlotClaimEnded(new SlotName("bass"), SONG, BEN, BEN));
        assertThat(events(scene.decide(roster, HOST, new Command.Remove(BEN))))
                .containsExactly(
                        new Event.ParticipantRemoved(BEN, HOST),
                        new SlotEvent.SlotReleased(DRUMS, null, BEN, HOST),
                        new SlotEvent.SlotClaimEnded(new SlotName("bass"), SONG, BEN, HOST));
    }

    @Test
    void aTakenPlaceCannotBeFilledOnceMoreAndAFreeOneNotFreed() {
        scene.with(assigned(BEN));

        assertThatThrownBy(() -> scene.with(assigned(PRIYA))).isInstanceOf(ImpossibleEventException.class);
        assertThatThrownBy(() -> scene.with(new SlotEvent.SlotReleased(DRUMS, null, PRIYA, HOST)))
                .isInstanceOf(ImpossibleEventException.class);
        assertThatThrownBy(() -> scene.with(new SlotEvent.SlotRemoved(DRUMS, HOST)))
                .isInstanceOf(ImpossibleEventException.class);
    }

    @Test
    void nobodyHandsOutMoreThanTheyHave() {
        var tech = SessionKind.REHEARSAL.role("tech").orElseThrow();
        var musician = SessionKind.REHEARSAL.role("musician").orElseThrow();
        var dispatcher = SessionKind.SHIFT.role("dispatcher").orElseThrow();

        assertThat(tech.covers(musician)).isTrue();
        assertThat(dispatcher.covers(SessionKind.SHIFT.role("staff").orElseThrow()))
                .isTrue();
    }
}
