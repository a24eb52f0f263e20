package dev.tutti.session.floor;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Channel;
import dev.tutti.session.ChannelMode;
import dev.tutti.session.Event;
import dev.tutti.session.FloorOrder;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FloorTest {
    private final Scene scene =
            Scene.of(SessionKind.REHEARSAL).in(BEN, "musician").in(PRIYA, "musician");
    private final FloorTable table = new FloorTable(scene.state());

    @Test
    void firstRequestIsGrantedAtOnceWithAFenceOfThisEpoch() {
        table.press(BEN);

        FloorNotice.Granted granted = table.granted(BEN);
        assertThat(granted.requestId()).isEqualTo("r-ben");
        assertThat(granted.fence()).isEqualTo(new Fence(3, 0xABCD, 1).text());
        assertThat(granted.expiresInMs()).isEqualTo(1_500);
        assertThat(granted.talkLimitMs()).isEqualTo(10_000);
        assertThat(table.talkers()).containsExactly(BEN);
        assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);
    }

    @Test
    void withoutAGrantVoiceIsDropped() {
        table.press(BEN);

        assertThat(table.passage(PRIYA)).isEqualTo(Passage.DROP);
        assertThat(table.passage(STRANGER)).isEqualTo(Passage.DROP);
    }

    @Test
    void secondRequestWaitsUntilFloorIsReleased() {
        table.press(BEN);
        table.press(PRIYA);

        FloorNotice.Queued queued = table.last(PRIYA, FloorNotice.Queued.class);
        assertThat(queued.position()).isEqualTo(1);
        assertThat(queued.of()).isEqualTo(1);
        assertThat(queued.waitMs()).isPositive();
        assertThat(table.passage(PRIYA)).isEqualTo(Passage.DROP);

        table.let(BEN);

        assertThat(table.talkers()).containsExactly(PRIYA);
        assertThat(table.granted(PRIYA).fence()).isEqualTo(new Fence(3, 0xABCD, 2).text());
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
        assertThat(table.passage(PRIYA)).isEqualTo(Passage.FORWARD);
    }

    @Test
    void everybodyIsToldWhoTalksAndForHowLong() {
        table.press(BEN);
        table.pass(500);
        table.let(BEN);

        assertThat(table.said)
                .contains(new FloorTable.Said(0, new FloorUpdate.Talk(ALL, BEN, true, false, false, 0)))
                .contains(new FloorTable.Said(0, new FloorUpdate.Talk(ALL, BEN, false, false, false, 500)));
    }

    @Test
    void theLineIsAnnouncedOncePerTickHoweverManyJoin() {
        Scene crowd = Scene.of(SessionKind.REHEARSAL);
        for (int i = 0; i < 50; i++) {
            crowd.in(new UserId("u" + i), "musician");
        }
        var busy = new FloorTable(crowd.state());
        for (int i = 0; i < 50; i++) {
            var user = new UserId("u" + i);
            busy.loop.post(new FloorInput.Ask(
                    Scene.SESSION,
                    new FloorAsk(user, ALL, busy.connection(user), "r-" + user, true, false, false, null)));
        }
        busy.loop.doWork();

        List<Object> lines = busy.said.stream()
                .filter(said -> said.what() instanceof FloorUpdate.Line)
                .map(FloorTable.Said::what)
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(((FloorUpdate.Line) lines.getFirst()).waiting()).hasSize(49);
    }

    @Test
    void theTalkerIsWarnedAtFiveAndTwoSecondsAndStoppedAtTheLimit() {
        table.press(BEN);
        table.passRenewing(10_100, BEN);

        assertThat(table.told(BEN, FloorNotice.Ending.class))
                .extracting(FloorNotice.Ending::leftMs)
                .containsExactly(5_000L, 2_000L);
        FloorNotice.Revoked revoked = table.last(BEN, FloorNotice.Revoked.class);
        assertThat(revoked.reason()).isEqualTo(RevokeReason.TALK_LIMIT);
        assertThat(table.talkers()).isEmpty();
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
    }

    @Test
    void atTheLimitTheNextInLineTalks() {
        table.press(BEN);
        table.press(PRIYA);
        table.passRenewing(10_100, BEN);

        assertThat(table.talkers()).containsExactly(PRIYA);
    }

    @Test
    void aChannelsOwnTalkLimitHolds() {
        Channel all = scene.state().channels().find(ALL).orElseThrow();
        table.configure(
                scene.channel(new Channel(ALL, all.name(), all.mode(), all.order(), all.talk(), all.listen(), 5)));
        table.press(BEN);

        assertThat(table.granted(BEN).talkLimitMs()).isEqualTo(5_000);
        table.passRenewing(5_100, BEN);

        assertThat(table.last(BEN, FloorNotice.Revoked.class).reason()).isEqualTo(RevokeReason.TALK_LIMIT);
    }

    @Test
    void aTalkerWhoseClientVanishedWithoutGoodbyeLosesTheFloor() {
        table.press(BEN);
        table.press(PRIYA);

        table.pass(1_600);

        assertThat(table.talkers()).containsExactly(PRIYA);
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
    }

    @Test
    void aTalkerWhoseVoiceStopsLosesTheFloorAfterHalfASecond() {
        table.press(BEN);
        for (int i = 0; i < 20; i++) {
            table.pass(20);
            assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);
        }

        table.pass(520);

        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void voiceAloneKeepsTheFloorWhenThePageIsTooSlowToRenew() {
        table.press(BEN);
        for (int i = 0; i < 200; i++) {
            table.pass(20);
            assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);
        }
    }

    @Test
    void aClosedConnectionGivesTheFloorBackAtOnce() {
        table.press(BEN);
        table.press(PRIYA);

        table.loop.disconnected(table.connection(BEN));
        table.loop.doWork();

        assertThat(table.talkers()).containsExactly(PRIYA);
    }

    @Test
    void aClosedConnectionLeavesTheLine() {
        table.press(BEN);
        table.press(PRIYA);

        table.loop.disconnected(table.connection(PRIYA));
        table.pass(100);

        assertThat(table.line()).isEmpty();
        table.let(BEN);
        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void whoWaitsWithoutHoldingIsOfferedTheFloorAndGetsItByPressing() {
        table.press(BEN);
        table.press(PRIYA, ALL, false, false);

        table.let(BEN);

        assertThat(table.last(PRIYA, FloorNotice.Offered.class).expiresInMs()).isEqualTo(4_000);
        assertThat(table.talkers()).isEmpty();
        table.pass(1_000);
        table.hold(PRIYA, true);
        assertThat(table.talkers()).containsExactly(PRIYA);
        assertThat(table.granted(PRIYA).expiresInMs()).isEqualTo(1_500);
    }

    @Test
    void anOfferThatIsNotTakenPassesToTheNext() {
        table.press(HOST);
        table.press(PRIYA, ALL, false, false);
        table.press(BEN);
        table.let(HOST);

        table.passRenewing(4_100);

        assertThat(table.last(PRIYA, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.MISSED);
        assertThat(table.talkers()).containsExactly(BEN);
    }

    @Test
    void aReleaseOfAPlaceInLineIsNoGrantLater() {
        table.press(BEN);
        table.press(PRIYA);

        table.let(PRIYA);
        table.let(BEN);
        table.pass(100);

        assertThat(table.grantedTo(PRIYA)).isFalse();
        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void askingTwiceWithTheSameRequestIsOneRequest() {
        table.press(BEN);
        table.press(BEN);

        assertThat(table.told(BEN, FloorNotice.Granted.class))
                .extracting(FloorNotice.Granted::leaseId)
                .containsOnly(table.granted(BEN).leaseId());
        assertThat(table.line()).isEmpty();
    }

    @Test
    void aTalkerWhoAsksOnAnotherDeviceIsToldThatHeTalksAlready() {
        table.press(BEN);
        table.post(new FloorInput.Ask(Scene.SESSION, new FloorAsk(BEN, ALL, 77, "other", true, false, false, null)));

        assertThat(table.said.getLast().what())
                .isEqualTo(new FloorNotice.Denied("other", ALL, DenyReason.ALREADY_TALKING));
        assertThat(table.talkers()).containsExactly(BEN);
    }

    @Test
    void whoComesBackOnANewConnectionKeepsHisPlaceInLine() {
        table.press(HOST);
        table.press(BEN);
        table.press(PRIYA);

        table.post(new FloorInput.Ask(Scene.SESSION, new FloorAsk(BEN, ALL, 77, "again", true, false, false, null)));
        table.pass(60);

        assertThat(table.line()).containsExactly(BEN, PRIYA);
    }

    @Test
    void guestsMayNotTalk() {
        table.configure(scene.in(STRANGER, "guest"));
        table.press(STRANGER);

        assertDenied(STRANGER, DenyReason.NOT_ALLOWED);
    }

    @Test
    void whoIsNotInTheSessionMayNotTalk() {
        table.press(STRANGER);

        assertDenied(STRANGER, DenyReason.NOT_ADMITTED);
    }

    @Test
    void whoWaitsAtTheDoorMayNotTalk() {
        table.configure(scene.waiting(STRANGER));
        table.press(STRANGER);

        assertDenied(STRANGER, DenyReason.NOT_ADMITTED);
    }

    @Test
    void aListenOnlyConnectionMayNotTalk() {
        table.post(new FloorInput.Ask(
                Scene.SESSION, new FloorAsk(BEN, ALL, table.connection(BEN), "r-ben", true, false, true, null)));

        assertDenied(BEN, DenyReason.LISTEN_ONLY);
    }

    @Test
    void anUnknownChannelIsDenied() {
        table.press(BEN, new ChannelId("nowhere"), true, false);

        assertDenied(BEN, DenyReason.CHANNEL_CLOSED);
    }

    @Test
    void anOpenChannelNeedsNoRequest() {
        table.configure(scene.channel(Channels.open(scene)));
        table.press(BEN);

        assertThat(table.last(BEN, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.OPEN_CHANNEL);
        assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);
    }

    @Test
    void aFullLineIsDenied() {
        var small = new FloorTable(scene.state(), new FloorLimits(1, 20, 10));
        small.press(HOST);
        small.press(BEN);
        small.press(PRIYA);

        assertThat(small.last(PRIYA, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.QUEUE_FULL);
    }

    @Test
    void whoAsksTooOftenIsDeniedAndMayAskAgainLater() {
        var strict = new FloorTable(scene.state(), new FloorLimits(10, 2, 1));
        for (int i = 0; i < 3; i++) {
            strict.press(BEN);
            strict.let(BEN);
        }
        assertThat(strict.last(BEN, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.RATE);

        strict.pass(1_100);
        strict.press(BEN);

        assertThat(strict.talkers()).containsExactly(BEN);
    }

    @Test
    void aRemovedTalkerIsCutAtOnce() {
        table.press(BEN);
        table.press(PRIYA);

        table.configure(scene.with(new Event.ParticipantRemoved(BEN, HOST)));

        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
        assertThat(table.last(BEN, FloorNotice.Revoked.class).reason()).isEqualTo(RevokeReason.REMOVED);
        assertThat(table.talkers()).containsExactly(PRIYA);
    }

    @Test
    void aRemovedPersonLeavesTheLine() {
        table.press(BEN);
        table.press(PRIYA);

        table.configure(scene.with(new Event.ParticipantRemoved(PRIYA, HOST)));

        assertThat(table.last(PRIYA, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.NOT_ADMITTED);
        table.let(BEN);
        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void aDeletedChannelStopsItsTalker() {
        Channel other = new Channel(
                new ChannelId("other"),
                "Other",
                ChannelMode.FLOOR,
                FloorOrder.FIFO,
                List.of("musician"),
                List.of("musician"),
                null);
        table.configure(scene.channel(other));
        table.press(BEN, other.id(), true, false);
        assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);

        table.configure(scene.with(new Event.ChannelDeleted(other.id())));

        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
        assertThat(table.last(BEN, FloorNotice.Revoked.class).reason()).isEqualTo(RevokeReason.HOST);
    }

    @Test
    void theEndOfTheSessionStopsEverybody() {
        table.press(BEN);
        table.configure(scene.with(new Event.SessionClosed(HOST)));

        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
        table.press(PRIYA);
        assertThat(table.grantedTo(PRIYA)).isFalse();
    }

    @Test
    void aHostStopsATalker() {
        table.press(BEN);
        table.post(new FloorInput.Revoke(Scene.SESSION, HOST, ALL));

        FloorNotice.Revoked revoked = table.last(BEN, FloorNotice.Revoked.class);
        assertThat(revoked.reason()).isEqualTo(RevokeReason.HOST);
        assertThat(revoked.by()).isEqualTo(HOST);
        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void aMusicianStopsNobody() {
        table.press(BEN);
        table.post(new FloorInput.Revoke(Scene.SESSION, PRIYA, ALL));

        assertThat(table.talkers()).containsExactly(BEN);
    }

    @Test
    void aSuspendVoidsLeasesAndRequests() {
        table.press(BEN);
        table.press(PRIYA);

        table.sleep(5_000);
        table.loop.doWork();

        assertThat(table.last(BEN, FloorNotice.Revoked.class).reason()).isEqualTo(RevokeReason.EXPIRED);
        assertThat(table.last(PRIYA, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.VOID);
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void everyGrantAndReleaseIsHistory() {
        table.press(BEN);
        table.press(PRIYA);
        table.let(BEN);
        table.passRenewing(10_100, PRIYA);

        assertThat(table.history)
                .containsExactly(
                        "granted ben 1", "released ben 1 released", "granted priya 2", "released priya 2 talk_limit");
    }

    private void assertDenied(UserId user, DenyReason reason) {
        assertThat(table.last(user, FloorNotice.Denied.class).reason()).isEqualTo(reason);
        assertThat(reason.message()).isNotBlank();
        assertThat(table.grantedTo(user)).isFalse();
        assertThat(table.passage(user)).isEqualTo(Passage.DROP);
    }
}
