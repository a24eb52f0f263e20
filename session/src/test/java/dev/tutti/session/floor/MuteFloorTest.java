package dev.tutti.session.floor;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Event;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import org.junit.jupiter.api.Test;

class MuteFloorTest {
    private final Scene scene = Scene.of(SessionKind.REHEARSAL)
            .in(BEN, "musician")
            .in(PRIYA, "musician")
            .in(STRANGER, "guest");
    private final FloorTable table = new FloorTable(scene.state());

    @Test
    void unmutingAsksAndMutingGivesBack() {
        unmute(BEN);
        assertThat(table.talkers()).containsExactly(BEN);
        assertThat(table.passage(BEN)).isEqualTo(Passage.FORWARD);

        mute(BEN);
        assertThat(table.talkers()).isEmpty();
        assertThat(table.muted).isEmpty();
    }

    @Test
    void aDenialMutesTheSdk() {
        unmute(STRANGER);

        assertThat(table.muted).containsExactly("stranger TR_1");
        assertThat(table.passage(STRANGER)).isEqualTo(Passage.DROP);
    }

    @Test
    void inLineItStaysUnmutedAndIsGrantedInTurn() {
        table.press(PRIYA);
        unmute(BEN);
        assertThat(table.muted).isEmpty();
        assertThat(table.passage(BEN)).isEqualTo(Passage.DROP);

        table.let(PRIYA);

        assertThat(table.talkers()).containsExactly(BEN);
    }

    @Test
    void theTalkLimitMutesTheSdkWhichMayUnmuteAgain() {
        unmute(BEN);
        for (int i = 0; i < 510; i++) {
            table.pass(20);
            table.passage(BEN);
        }
        assertThat(table.muted).containsExactly("ben TR_1");
        assertThat(table.talkers()).isEmpty();

        mute(BEN);
        unmute(BEN);
        assertThat(table.talkers()).containsExactly(BEN);
    }

    @Test
    void aTrackThatIsGoneGivesTheFloorBack() {
        unmute(BEN);
        table.post(new FloorInput.Mute(Scene.SESSION, BEN, "TR_1", false, true));

        assertThat(table.talkers()).isEmpty();
    }

    @Test
    void aRemovedPersonIsMuted() {
        unmute(BEN);
        table.configure(scene.with(new Event.ParticipantRemoved(BEN, Scene.HOST)));

        assertThat(table.muted).containsExactly("ben TR_1");
    }

    private void unmute(UserId user) {
        table.post(new FloorInput.Mute(Scene.SESSION, user, "TR_1", false, false));
    }

    private void mute(UserId user) {
        table.post(new FloorInput.Mute(Scene.SESSION, user, "TR_1", true, false));
    }
}
