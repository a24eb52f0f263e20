package dev.tutti.session.floor;

import static dev.tutti.session.Scene.ALL;
import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import org.junit.jupiter.api.Test;

class FloorPriorityTest {
    private static final UserId ALARM = new UserId("alarm");

    private final Scene scene =
            Scene.of(SessionKind.SHIFT).in(BEN, "staff").in(PRIYA, "staff").in(ALARM, "emergency");
    private final FloorTable table = new FloorTable(scene.state());

    @Test
    void inAnOrdinaryChannelASupervisorWaitsLikeEverybody() {
        table.press(BEN);
        table.press(PRIYA);
        table.press(HOST);
        table.pass(60);

        assertThat(table.talkers()).containsExactly(BEN);
        assertThat(table.line()).containsExactly(PRIYA, HOST);
    }

    @Test
    void inAChannelByPriorityASupervisorCutsIn() {
        table.configure(scene.channel(Channels.byPriority(scene)));
        table.press(BEN);
        table.press(HOST);

        FloorNotice.Revoked revoked = table.last(BEN, FloorNotice.Revoked.class);
        assertThat(revoked.reason()).isEqualTo(RevokeReason.PREEMPTED);
        assertThat(revoked.by()).isEqualTo(HOST);
        assertThat(table.talkers()).containsExactly(HOST);
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);
    }

    @Test
    void inAChannelByPriorityASupervisorStandsBeforeStaff() {
        var dispatcher = new UserId("dora");
        table.configure(scene.channel(Channels.byPriority(scene)).in(dispatcher, "dispatcher"));
        table.press(HOST);
        table.press(BEN);
        table.press(dispatcher);
        table.pass(60);

        assertThat(table.talkers()).containsExactly(HOST);
        assertThat(table.line()).containsExactly(dispatcher, BEN);
    }

    @Test
    void anEmergencyCutsInEverywhere() {
        table.press(HOST);
        table.press(BEN);
        table.press(ALARM, ALL, true, true);

        assertThat(table.last(HOST, FloorNotice.Revoked.class).reason()).isEqualTo(RevokeReason.EMERGENCY);
        assertThat(table.talkers()).containsExactly(ALARM);
        assertThat(table.said).contains(new FloorTable.Said(0, new FloorUpdate.Talk(ALL, ALARM, true, true, true, 0)));
        assertThat(table.line()).containsExactly(BEN);
    }

    @Test
    void anEmergencyIsNotCutByPriorityOrByAnotherEmergency() {
        table.configure(scene.channel(Channels.byPriority(scene)));
        table.press(ALARM, ALL, true, true);
        table.press(HOST, ALL, true, true);

        assertThat(table.talkers()).containsExactly(ALARM);
        assertThat(table.told(ALARM, FloorNotice.Revoked.class)).isEmpty();
    }

    @Test
    void whoHasNoEmergencyRoleRaisesNone() {
        table.press(HOST);
        table.press(BEN, ALL, true, true);

        assertThat(table.last(BEN, FloorNotice.Denied.class).reason()).isEqualTo(DenyReason.NOT_ALLOWED);
        assertThat(table.talkers()).containsExactly(HOST);
    }

    @Test
    void anEmergencyMayTalkLonger() {
        table.press(ALARM, ALL, true, true);

        assertThat(table.granted(ALARM).talkLimitMs()).isEqualTo(120_000);
    }

    @Test
    void aSupervisorsTalkCarriesItsPrioritySoThatOthersDuck() {
        table.press(HOST);

        assertThat(table.said).contains(new FloorTable.Said(0, new FloorUpdate.Talk(ALL, HOST, true, true, false, 0)));
    }
}
