package dev.tutti.session.roster;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.FRESH_INVITE;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.STRANGER;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Admission;
import dev.tutti.session.Command;
import dev.tutti.session.Decision;
import dev.tutti.session.Ducking;
import dev.tutti.session.Event;
import dev.tutti.session.Grant;
import dev.tutti.session.Invite;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterDeciderTest {
    private static final InviteCode GONE_INVITE = new InviteCode("GGGGHHHHJJJJ");

    private final Scene scene = Scene.of(SessionKind.REHEARSAL);

    @Test
    void whoComesWithTheCodeWaitsAtAGuardedDoor() {
        assertThat(events(join(BEN, new Grant.Code())))
                .containsExactly(new Event.ParticipantAsked(BEN, "Ben", "musician"));
    }

    @Test
    void whoComesWithTheCodeIsInWhenTheDoorIsOpen() {
        settings(Admission.OPEN, false);

        assertThat(events(join(BEN, new Grant.Code())))
                .containsExactly(new Event.ParticipantJoined(BEN, "Ben", "musician", null));
    }

    @Test
    void whoPicksASessionThatIsNotListedIsTurnedAway() {
        assertThat(code(join(BEN, new Grant.Discovered()))).isEqualTo(RejectionCode.NOT_ADMITTED);

        settings(Admission.APPROVAL, true);
        assertThat(events(join(BEN, new Grant.Discovered()))).hasSize(1);
    }

    @Test
    void theOwnerOfTheHubIsAlwaysAHost() {
        assertThat(events(join(BEN, new Grant.Owner())))
                .containsExactly(new Event.ParticipantJoined(BEN, "Ben", "md", null));
    }

    @Test
    void anInviteOpensTheDoorAndIsCounted() {
        invite(1, Long.MAX_VALUE);

        assertThat(events(join(BEN, new Grant.Invite(FRESH_INVITE))))
                .containsExactly(
                        new Event.InviteUsed(FRESH_INVITE, BEN), new Event.ParticipantJoined(BEN, "Ben", "tech", HOST));
    }

    @Test
    void anInviteLetsInWhoWaitsAlready() {
        scene.waiting(BEN);
        invite(1, Long.MAX_VALUE);

        assertThat(events(join(BEN, new Grant.Invite(FRESH_INVITE)))).hasSize(2);
    }

    @Test
    void anInviteThatIsUnknownUsedUpOrExpiredOpensNothing() {
        assertThat(code(join(BEN, new Grant.Invite(FRESH_INVITE)))).isEqualTo(RejectionCode.CODE_UNKNOWN);

        invite(1, Scene.START_MS);
        assertThat(code(join(BEN, new Grant.Invite(FRESH_INVITE)))).isEqualTo(RejectionCode.CODE_EXPIRED);

        scene.with(new Event.InviteRevoked(FRESH_INVITE, HOST));
        invite(1, Long.MAX_VALUE);
        scene.with(new Event.InviteUsed(FRESH_INVITE, PRIYA));
        assertThat(code(join(BEN, new Grant.Invite(FRESH_INVITE)))).isEqualTo(RejectionCode.CODE_EXPIRED);
    }

    @Test
    void joiningTwiceIsJoiningOnce() {
        scene.in(BEN, "guest");

        assertThat(events(join(BEN, "ben", new Grant.Code()))).isEmpty();
        assertThat(events(join(BEN, "Benny", new Grant.Code())))
                .containsExactly(new Event.ParticipantRenamed(BEN, "Benny"));
    }

    @Test
    void whoLeftComesBackAsHeWas() {
        scene.in(BEN, "tech").with(new Event.ParticipantLeft(BEN));

        assertThat(events(join(BEN, new Grant.Code())))
                .containsExactly(new Event.ParticipantJoined(BEN, "Ben", "tech", null));
    }

    @Test
    void whoLeftTheDoorBeforeBeingLetInWaitsAgain() {
        scene.waiting(BEN).with(new Event.ParticipantLeft(BEN));

        assertThat(events(join(BEN, new Grant.Code())))
                .containsExactly(new Event.ParticipantAsked(BEN, "Ben", "musician"));
    }

    @Test
    void whoWasRemovedWaitsWhateverHeBringsUntilAHostLetsHimIn() {
        scene.in(BEN, "tech").with(new Event.ParticipantRemoved(BEN, HOST));
        settings(Admission.OPEN, true);
        invite(1, Long.MAX_VALUE);
        assertThat(scene.state().mayRefresh(BEN)).isFalse();
        for (Grant grant : List.of(new Grant.Code(), new Grant.Discovered(), new Grant.Invite(FRESH_INVITE))) {
            assertThat(events(join(BEN, grant))).containsExactly(new Event.ParticipantAsked(BEN, "Ben", "musician"));
        }
        assertThat(events(join(BEN, new Grant.Owner())))
                .containsExactly(new Event.ParticipantJoined(BEN, "Ben", "md", null));

        assertThat(events(scene.decide(decider(), HOST, new Command.Approve(BEN, null))))
                .containsExactly(new Event.ParticipantJoined(BEN, "ben", "musician", HOST));
    }

    @Test
    void afterARemovalAnOpenDoorAsksAboutStrangersUntilAHostOpensItAgain() {
        scene.in(BEN, "tech").in(PRIYA, "tech").with(new Event.ParticipantLeft(PRIYA));
        settings(Admission.OPEN, false);
        var removal = events(scene.decide(decider(), HOST, new Command.Remove(BEN)));
        assertThat(removal)
                .containsExactly(
                        new Event.ParticipantRemoved(BEN, HOST),
                        new Event.SettingsChanged(scene.state().settings().asking()));
        scene.with(removal.toArray(Event[]::new));

        assertThat(events(join(STRANGER, new Grant.Code())))
                .as("he himself under another name, or anybody")
                .containsExactly(new Event.ParticipantAsked(STRANGER, "Ben", "musician"));
        assertThat(events(join(PRIYA, new Grant.Code())))
                .as("who was in and left by herself")
                .containsExactly(new Event.ParticipantJoined(PRIYA, "Ben", "tech", null));

        settings(Admission.OPEN, false);
        assertThat(events(join(STRANGER, new Grant.Code())))
                .containsExactly(new Event.ParticipantJoined(STRANGER, "Ben", "musician", null));
    }

    @Test
    void theInviteThatHeCameByIsShutBehindWhoIsRemoved() {
        scene.in(BEN, "tech");
        invite(5, Long.MAX_VALUE);
        var remove = new Command.Remove(BEN, List.of(FRESH_INVITE, FRESH_INVITE, GONE_INVITE));
        assertThat(events(scene.decide(decider(), HOST, remove)))
                .containsExactly(new Event.ParticipantRemoved(BEN, HOST), new Event.InviteRevoked(FRESH_INVITE, HOST));
    }

    @Test
    void whoWasRefusedMayAskAgain() {
        scene.waiting(BEN).with(new Event.ParticipantRefused(BEN, HOST));
        assertThat(scene.state().mayRefresh(BEN)).isFalse();

        assertThat(events(join(BEN, new Grant.Code()))).hasSize(1);
    }

    @Test
    void aNameMustBeText() {
        assertThat(code(join(BEN, "  ", new Grant.Code()))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(join(BEN, "a\u202eb", new Grant.Code()))).isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(join(BEN, "x".repeat(41), new Grant.Code()))).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void aSessionHasRoomForTwoThousandAndNoMore() {
        for (int i = 1; i < RosterDecider.MAX_PRESENT; i++) {
            scene.in(new UserId("u" + i), "guest");
        }
        assertThat(code(join(BEN, new Grant.Code()))).isEqualTo(RejectionCode.LIMIT_REACHED);
    }

    @Test
    void aHostLetsInWithTheRoleHeChooses() {
        scene.waiting(BEN);

        assertThat(events(scene.decide(decider(), HOST, new Command.Approve(BEN, "guest"))))
                .containsExactly(new Event.ParticipantJoined(BEN, "ben", "guest", HOST));
        assertThat(events(scene.decide(decider(), HOST, new Command.Approve(BEN, null))))
                .containsExactly(new Event.ParticipantJoined(BEN, "ben", "musician", HOST));
    }

    @Test
    void aRoleTheKindDoesNotHaveIsUnknown() {
        scene.waiting(BEN);

        assertThat(code(scene.decide(decider(), HOST, new Command.Approve(BEN, "teacher"))))
                .isEqualTo(RejectionCode.ROLE_UNKNOWN);
    }

    @Test
    void nobodyHandsOutMoreThanHeHas() {
        scene.in(PRIYA, "tech").waiting(BEN);

        assertThat(code(scene.decide(decider(), PRIYA, new Command.Approve(BEN, "md"))))
                .isEqualTo(RejectionCode.ROLE_ABOVE_YOURS);
        assertThat(events(scene.decide(decider(), PRIYA, new Command.Approve(BEN, null))))
                .hasSize(1);
    }

    @Test
    void aMusicianLetsNobodyIn() {
        scene.in(PRIYA, "musician").waiting(BEN);

        Decision decision = scene.decide(decider(), PRIYA, new Command.Approve(BEN, null));

        assertThat(code(decision)).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(((Decision.Reject) decision).rejection().message())
                .isEqualTo("Your role does not let you let people in. Ask the MD.");
        assertThat(((Decision.Reject) decision).rejection().details())
                .containsEntry("capability", "participant.approve");
    }

    @Test
    void approvingTwiceIsApprovingOnce() {
        scene.in(BEN, "musician");

        assertThat(events(scene.decide(decider(), HOST, new Command.Approve(BEN, null))))
                .isEmpty();
        assertThat(code(scene.decide(decider(), HOST, new Command.Approve(STRANGER, null))))
                .isEqualTo(RejectionCode.PARTICIPANT_UNKNOWN);
    }

    @Test
    void refusingIsForThoseWhoWait() {
        scene.waiting(BEN).in(PRIYA, "musician");

        assertThat(events(scene.decide(decider(), HOST, new Command.Refuse(BEN))))
                .containsExactly(new Event.ParticipantRefused(BEN, HOST));
        assertThat(code(scene.decide(decider(), HOST, new Command.Refuse(PRIYA))))
                .isEqualTo(RejectionCode.NOT_WAITING);
        assertThat(code(scene.decide(decider(), PRIYA, new Command.Refuse(BEN))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void removingSomebodyWhoWaitsRefusesHim() {
        scene.waiting(BEN);

        assertThat(events(scene.decide(decider(), HOST, new Command.Remove(BEN))))
                .containsExactly(new Event.ParticipantRefused(BEN, HOST));
    }

    @Test
    void removingNeedsTheCapability() {
        scene.in(BEN, "musician").in(PRIYA, "tech");

        assertThat(events(scene.decide(decider(), HOST, new Command.Remove(BEN))))
                .containsExactly(new Event.ParticipantRemoved(BEN, HOST));
        assertThat(code(scene.decide(decider(), PRIYA, new Command.Remove(BEN))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void theLastHostNeitherLeavesNorIsRemovedNorDemoted() {
        assertThat(code(scene.decide(decider(), HOST, new Command.Leave()))).isEqualTo(RejectionCode.LAST_HOST);
        assertThat(code(scene.decide(decider(), HOST, new Command.Remove(HOST))))
                .isEqualTo(RejectionCode.LAST_HOST);
        assertThat(code(scene.decide(decider(), HOST, new Command.ChangeRole(HOST, "guest"))))
                .isEqualTo(RejectionCode.LAST_HOST);

        scene.in(BEN, "md");
        assertThat(events(scene.decide(decider(), HOST, new Command.Leave())))
                .containsExactly(new Event.ParticipantLeft(HOST));
    }

    @Test
    void leavingTwiceIsLeavingOnceAndAStrangerCannotLeave() {
        scene.in(BEN, "musician").with(new Event.ParticipantLeft(BEN));

        assertThat(events(scene.decide(decider(), BEN, new Command.Leave()))).isEmpty();
        assertThat(code(scene.decide(decider(), STRANGER, new Command.Leave()))).isEqualTo(RejectionCode.NOT_ADMITTED);
    }

    @Test
    void aHostChangesRoles() {
        scene.in(BEN, "musician");

        assertThat(events(scene.decide(decider(), HOST, new Command.ChangeRole(BEN, "tech"))))
                .containsExactly(new Event.ParticipantRoleChanged(BEN, "tech", HOST));
        assertThat(events(scene.decide(decider(), HOST, new Command.ChangeRole(BEN, "musician"))))
                .isEmpty();
        assertThat(code(scene.decide(decider(), BEN, new Command.ChangeRole(BEN, "md"))))
                .isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(scene.decide(decider(), HOST, new Command.ChangeRole(STRANGER, "tech"))))
                .isEqualTo(RejectionCode.PARTICIPANT_UNKNOWN);
    }

    @Test
    void everybodyChangesHisOwnName() {
        scene.in(BEN, "guest");

        assertThat(events(scene.decide(decider(), BEN, new Command.Rename(" Ben  K "))))
                .containsExactly(new Event.ParticipantRenamed(BEN, "Ben K"));
        assertThat(code(scene.decide(decider(), STRANGER, new Command.Rename("X"))))
                .isEqualTo(RejectionCode.NOT_ADMITTED);
    }

    private static RosterDecider decider() {
        return new RosterDecider();
    }

    private Decision join(UserId user, Grant grant) {
        return join(user, "Ben", grant);
    }

    private Decision join(UserId user, String name, Grant grant) {
        return scene.decide(decider(), user, new Command.Join(name, grant));
    }

    private void settings(Admission admission, boolean discoverable) {
        scene.with(new Event.SettingsChanged(new Settings("Sunday", admission, discoverable, Ducking.OFF, 10)));
    }

    private void invite(int uses, long expiresAtMs) {
        scene.with(new Event.InviteCreated(new Invite(FRESH_INVITE, "tech", expiresAtMs, uses, HOST)));
    }
}
