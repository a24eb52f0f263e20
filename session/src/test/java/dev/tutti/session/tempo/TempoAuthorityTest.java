package dev.tutti.session.tempo;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.START_US;
import static dev.tutti.session.Scene.STRANGER;
import static dev.tutti.session.Scene.code;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.Event;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoCommand.LoseTempoAuthority;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.TempoPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class TempoAuthorityTest extends TempoStand {
    private static final UserId GUEST = new UserId("gus");

    @Test
    void onlyTheMdLeadsTheClickUntilItIsGivenAway() {
        assertThat(code(decide(BEN, START_US, to(90)))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(STRANGER, START_US, to(90)))).isEqualTo(RejectionCode.NOT_ADMITTED);
        assertThat(code(decide(BEN, START_US, new HandOverTempo(BEN, null)))).isEqualTo(RejectionCode.NOT_ALLOWED);
    }

    @Test
    void whileStoppedAHandoffHoldsAtOnceAndTheMdIsRefused() {
        does(HOST, START_US, new HandOverTempo(BEN, null));

        assertThat(tempo().controllerAt(START_US)).contains(BEN);
        assertThat(code(decide(HOST, START_US, to(90)))).isEqualTo(RejectionCode.TEMPO_NOT_AUTHORITY);
        assertThat(does(BEN, START_US, to(90))).hasSize(1);
    }

    @Test
    void whileRunningAHandoffHoldsFromItsBarLine() {
        running();
        does(HOST, bar(2), new HandOverTempo(BEN, 6L));

        assertThat(tempo().handoff()).isEqualTo(new Tempo.Handoff(BEN, 6));
        assertThat(does(HOST, bar(6) - 1, to(90))).hasSize(1);
        assertThat(code(decide(BEN, bar(6) - 1, to(91)))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(code(decide(HOST, bar(6), to(91)))).isEqualTo(RejectionCode.TEMPO_NOT_AUTHORITY);
        assertThat(does(BEN, bar(6), to(91)))
                .extracting(event -> (Object) event.getClass())
                .containsExactly(TempoEvent.TempoHandedOver.class, TempoEvent.TempoChanged.class);
        assertThat(tempo()).satisfies(t -> {
            assertThat(t.controller()).isEqualTo(BEN);
            assertThat(t.handoff()).isNull();
        });
    }

    @Test
    void theMdTakesTheClickBackAndAControllerGivesItBackButNotAway() {
        does(HOST, START_US, new HandOverTempo(BEN, null));

        assertThat(code(decide(BEN, START_US, new HandOverTempo(PRIYA, null)))).isEqualTo(RejectionCode.NOT_ALLOWED);
        assertThat(does(BEN, START_US, new HandOverTempo(null, null))).hasSize(1);
        assertThat(tempo().controllerAt(START_US)).isEmpty();
        does(HOST, START_US, new HandOverTempo(BEN, null));
        does(HOST, START_US, new HandOverTempo(HOST, null));
        assertThat(tempo().controllerAt(START_US)).isEmpty();
        assertThat(code(decide(HOST, START_US, new HandOverTempo(STRANGER, null))))
                .isEqualTo(RejectionCode.PARTICIPANT_UNKNOWN);
    }

    @Test
    void aHandoffCanBeCalledOffBeforeItsBar() {
        running();
        does(HOST, bar(2), new HandOverTempo(BEN, 6L));
        does(HOST, bar(3), new HandOverTempo(null, null));

        assertThat(tempo().handoff()).isNull();
        assertThat(does(HOST, bar(7), to(90))).hasSize(1);
    }

    @Test
    void authorityFallsToTheMdWhenTheControllerLeavesOrIsRemoved() {
        for (boolean leaves : new boolean[] {true, false}) {
            does(HOST, START_US, new HandOverTempo(leaves ? BEN : PRIYA, null));
            List<Event> events =
                    leaves ? does(BEN, START_US, new Command.Leave()) : does(HOST, START_US, new Command.Remove(PRIYA));
            assertThat(events).last().isInstanceOf(TempoEvent.TempoAuthorityLost.class);
            assertThat(tempo().controllerAt(START_US)).isEmpty();
            assertThat(does(HOST, START_US, to(leaves ? 90 : 91))).hasSize(1);
        }
    }

    @Test
    void whoIsToGetTheClickAndVanishesDoesNotGetIt() {
        running();
        does(HOST, bar(2), new HandOverTempo(BEN, 6L));
        does(BEN, bar(3), new Command.Leave());

        assertThat(tempo().handoff()).isNull();
        assertThat(does(HOST, bar(7), to(90))).hasSize(1);
    }

    @Test
    void whoGotTheClickAtABarLineAndVanishesLosesItToTheMd() {
        running();
        does(HOST, bar(2), new HandOverTempo(BEN, null));
        does(BEN, bar(8), new HandOverTempo(null, null));
        does(HOST, bar(9), new HandOverTempo(BEN, 12L));
        does(BEN, bar(13), new LoseTempoAuthority());

        assertThat(tempo().controllerAt(bar(13))).isEmpty();
        assertThat(tempo().controllerAt(bar(20))).isEmpty();
        assertThat(does(BEN, bar(14), new LoseTempoAuthority())).isEmpty();
    }

    @Test
    void theClickGoesOnWhenItsAuthorityVanishes() {
        running();
        does(HOST, bar(2), new HandOverTempo(BEN, null));
        TempoPlan before = tempo().plan();
        does(BEN, bar(8), new Command.Leave());

        assertThat(tempo().plan()).isEqualTo(before);
    }

    @Test
    void whoOnlyListensLeadsNoClick() {
        scene.in(GUEST, "guest");

        assertThat(code(decide(HOST, START_US, new HandOverTempo(GUEST, null))))
                .isEqualTo(RejectionCode.TEMPO_NOT_FOR_GUESTS);
        assertThat(tempo().controller()).isNull();
    }

    @Test
    void whoBecomesAGuestLosesTheClickToTheMd() {
        does(HOST, START_US, new HandOverTempo(BEN, null));
        does(HOST, START_US, new Command.ChangeRole(BEN, "tech"));
        assertThat(tempo().controller()).isEqualTo(BEN);
        does(HOST, START_US, new Command.ChangeRole(BEN, "guest"));

        assertThat(tempo().controller()).isNull();
    }
}
