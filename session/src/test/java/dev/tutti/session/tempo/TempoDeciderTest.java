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
import dev.tutti.session.CountIn;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.SessionState;
import dev.tutti.session.Subdivision;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoCommand.LoseTempoAuthority;
import dev.tutti.session.TempoCommand.Patch;
import dev.tutti.session.TempoCommand.StartTempo;
import dev.tutti.session.TempoCommand.StopTempo;
import dev.tutti.session.TempoCommand.UndoTempoChange;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.TempoPlan;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import dev.tutti.session.core.SessionDecider;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TempoDeciderTest {
    private static final long MS = 1_000;
    private static final long S = 1_000_000;
    /** A bar of 4/4 at 120. */
    private static final long BAR = 2 * S;
    /** Downbeat of bar 1 of {@link #running()}: half a second of notice, one bar of count-in. */
    private static final long BAR_1 = START_US + 500 * MS + BAR;

    private final SessionDecider decider = new SessionDecider();
    private final Scene scene =
            Scene.of(SessionKind.REHEARSAL).in(BEN, "musician").in(PRIYA, "musician");

    private Decision decide(UserId actor, long atUs, Command command) {
        return decider.decide(scene.state(), command, Scene.at(actor, atUs));
    }

    private List<Event> does(UserId actor, long atUs, Command command) {
        List<Event> events = events(decide(actor, atUs, command));
        scene.with(events.toArray(Event[]::new));
        return events;
    }

    private Tempo tempo() {
        return scene.state().tempo();
    }

    private TempoRun run() {
        TempoRun run = tempo().plan().run();
        assertThat(run).isNotNull();
        return run;
    }

    private static StartTempo start(int countInBars) {
        return new StartTempo(new TempoRun.CountingIn(countInBars, CountIn.CLICK), null, 1);
    }

    private static ChangeTempo to(double bpm) {
        return new ChangeTempo(Patch.bpm(bpm), false, null);
    }

    private void running() {
        does(HOST, START_US, start(1));
    }

    private static long bar(long number) {
        return BAR_1 + (number - 1) * BAR;
    }

    @Test
    void whileStoppedTheTempoChangesAtOnce() {
        assertThat(does(HOST, START_US, to(92.4))).singleElement().isInstanceOf(TempoEvent.TempoChanged.class);

        assertThat(tempo().plan().pulse().bpm()).isEqualTo(92.4);
        assertThat(tempo().plan().revision()).isEqualTo(1);
        assertThat(tempo().plan().generatedUs()).isEqualTo(START_US);
    }

    @Test
    void theSameTempoAgainIsNoEvent() {
        assertThat(does(HOST, START_US, to(120))).isEmpty();
    }

    @Test
    void startCountsInOneBarAfterHalfASecondOfNotice() {
        running();

        assertThat(run().startUs()).isEqualTo(START_US + 500 * MS);
        assertThat(run().current().anchorUs()).isEqualTo(BAR_1);
        assertThat(run().current().barIndex()).isEqualTo(1);
        assertThat(run().barAt(run().startUs())).isZero();
        assertThat(run().barAt(BAR_1 - 1)).isZero();
        assertThat(run().barAt(BAR_1)).isEqualTo(1);
    }

    @Test
    void startLandsOnTheChosenDownbeatAndBar() {
        long downbeat = START_US + 10 * S;
        does(HOST, START_US, new StartTempo(new TempoRun.CountingIn(2, CountIn.VOICE), downbeat, 33));

        assertThat(run().current())
                .extracting(TempoSegment::barIndex, TempoSegment::anchorUs)
                .containsExactly(33L, downbeat);
        assertThat(run().startUs()).isEqualTo(downbeat - 2 * BAR);
        assertThat(run().countingIn().by()).isEqualTo(CountIn.VOICE);
    }

    @Test
    void startRefusesADownbeatWhoseCountInWouldBePastOrTooFarAhead() {
        var counting = new TempoRun.CountingIn(1, CountIn.CLICK);
        assertThat(code(decide(HOST, START_US, new StartTempo(counting, START_US + BAR, 1))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(HOST, START_US, new StartTempo(counting, START_US + 3_600 * S, 1))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        assertThat(code(decide(HOST, START_US, start(5)))).isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void startWhileItRunsIsRefused() {
        running();

        assertThat(code(decide(HOST, bar(3), start(1)))).isEqualTo(RejectionCode.TEMPO_RUNS);
    }

    @Test
    void aChangeWaitsForTheNextBarLineAndKeepsTheCount() {
        running();
        does(HOST, bar(4) + 300 * MS, to(60));

        assertThat(run().current().pulse().bpm()).isEqualTo(120);
        assertThat(run().next()).satisfies(next -> {
            assertThat(next.barIndex()).isEqualTo(5);
            assertThat(next.anchorUs()).isEqualTo(bar(5));
            assertThat(next.fromUs()).isEqualTo(bar(5));
        });
        assertThat(run().barAt(bar(5) - 1)).isEqualTo(4);
        assertThat(run().barAt(bar(5) + 4 * S)).isEqualTo(6);
    }

    @Test
    void aBarLineThatNobodyCouldHearOfInTimeIsLeftAlone() {
        running();
        does(HOST, bar(5) - 200 * MS, to(60));

        assertThat(run().last().barIndex()).isEqualTo(6);
    }

    @Test
    void aChangeForAChosenBarWaitsForIt() {
        running();
        does(HOST, bar(2), new ChangeTempo(Patch.bpm(76), false, 33L));

        assertThat(run().last())
                .extracting(TempoSegment::barIndex, TempoSegment::fromUs)
                .containsExactly(33L, bar(33));
        assertThat(code(decide(HOST, bar(9), new ChangeTempo(Patch.bpm(80), false, 9L))))
                .isEqualTo(RejectionCode.TEMPO_BAR_PAST);
        assertThat(code(decide(HOST, bar(9), new ChangeTempo(Patch.bpm(80), false, 9_999L))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
    }

    @Test
    void anotherChangeReplacesTheOneThatWaitsAtItsBar() {
        running();
        does(HOST, bar(2), new ChangeTempo(Patch.bpm(76), false, 33L));
        does(HOST, bar(3), to(77));

        assertThat(run().current().pulse().bpm()).isEqualTo(120);
        assertThat(run().last().pulse().bpm()).isEqualTo(77);
        assertThat(run().last().barIndex()).isEqualTo(33);
    }

    @Test
    void goingBackToWhatPlaysTakesTheWaitingChangeAway() {
        running();
        does(HOST, bar(2), new ChangeTempo(Patch.bpm(76), false, 33L));
        does(HOST, bar(3), to(120));

        assertThat(run().next()).isNull();
        assertThat(tempo().plan().pulse().bpm()).isEqualTo(120);
    }

    @Test
    void undoTakesBackAWaitingChangeUntilItsBarIsNear() {
        running();
        does(HOST, bar(2), new ChangeTempo(Patch.bpm(76), false, 8L));

        assertThat(code(decide(HOST, bar(8) - 100 * MS, new UndoTempoChange())))
                .isEqualTo(RejectionCode.TEMPO_NOTHING_WAITS);
        assertThat(does(HOST, bar(7), new UndoTempoChange()))
                .singleElement()
                .isInstanceOf(TempoEvent.TempoChangeUndone.class);
        assertThat(run().last().pulse().bpm()).isEqualTo(120);
        assertThat(code(decide(HOST, bar(7), new UndoTempoChange()))).isEqualTo(RejectionCode.TEMPO_NOTHING_WAITS);
    }

    @Test
    void anUrgentChangeComesAtTheNextBeatAndTheBarGoesOn() {
        running();
        does(HOST, bar(4) + 100 * MS, new ChangeTempo(Patch.bpm(60), true, null));

        long beat = bar(4) + 500 * MS;
        assertThat(run().last().fromUs()).isEqualTo(beat);
        assertThat(run().last().anchorUs()).isEqualTo(beat + 3 * S);
        assertThat(run().last().barIndex()).isEqualTo(5);
        assertThat(run().barAt(beat)).isEqualTo(4);
        assertThat(run().last().beatUs(-3)).isEqualTo(beat);
    }

    @Test
    void anUrgentChangeOfSignatureBeginsABarAtTheNextBeat() {
        running();
        var threeFour = new Patch(null, TimeSignature.THREE_FOUR, null, null);
        does(HOST, bar(4) + 100 * MS, new ChangeTempo(threeFour, true, null));

        assertThat(run().last())
                .isEqualTo(new TempoSegment(run().last().pulse(), 5, bar(4) + 500 * MS, bar(4) + 500 * MS));
        assertThat(run().last().pulse().accents()).containsExactly(3, 2, 2);
    }

    @Test
    void tempoOutOfRangeIsRefusedWithTheRange() {
        for (double bpm : new double[] {29.99, 260.01, -1, 0}) {
            assertThat(code(decide(HOST, START_US, to(bpm)))).isEqualTo(RejectionCode.TEMPO_OUT_OF_RANGE);
        }
        does(HOST, START_US, to(30));
        does(HOST, START_US, to(260));
        assertThat(tempo().plan().pulse().bpm()).isEqualTo(260);
    }

    @Test
    void subdivisionAndAccentsMustFitTheSignature() {
        var triplets = new Patch(null, TimeSignature.SIX_EIGHT, Subdivision.TRIPLETS, null);
        assertThat(code(decide(HOST, START_US, new ChangeTempo(triplets, false, null))))
                .isEqualTo(RejectionCode.VALUE_INVALID);
        for (List<Integer> accents : List.of(List.of(3, 2), List.of(3, 2, 2, 4), List.of(3, 2, 2, -1))) {
            assertThat(code(decide(HOST, START_US, new ChangeTempo(new Patch(null, null, null, accents), false, null))))
                    .isEqualTo(RejectionCode.VALUE_INVALID);
        }
    }

    @Test
    void aCompoundSignatureCountsDottedQuartersInEighths() {
        does(HOST, START_US, new ChangeTempo(new Patch(60.0, TimeSignature.TWELVE_EIGHT, null, null), false, null));

        assertThat(tempo().plan().pulse().barUs()).isEqualTo(4 * S);
        assertThat(tempo().plan().pulse().subdivision()).isEqualTo(Subdivision.EIGHTHS);
        assertThat(tempo().plan().pulse().subdivision().clicks(TimeSignature.TWELVE_EIGHT))
                .isEqualTo(3);
    }

    @Test
    void stopEndsAtTheNextBarLineAndMayBeTakenBack() {
        running();
        does(HOST, bar(4) + 300 * MS, new StopTempo(false, null));

        assertThat(run().end()).isEqualTo(new TempoRun.End(5, bar(5)));
        assertThat(tempo().plan().runsAt(bar(5) - 1)).isTrue();
        assertThat(tempo().plan().runsAt(bar(5))).isFalse();

        does(HOST, bar(4) + 400 * MS, new UndoTempoChange());
        assertThat(tempo().plan().runsAt(bar(5))).isTrue();
    }

    @Test
    void stopAtAChosenBarMovesWithAChangeOfTempoBeforeIt() {
        running();
        does(HOST, bar(2), new StopTempo(false, 7L));
        does(HOST, bar(3), new ChangeTempo(Patch.bpm(60), false, 5L));

        assertThat(run().end()).isEqualTo(new TempoRun.End(7, bar(5) + 2 * 4 * S));
        does(HOST, bar(3) + S, new UndoTempoChange());
        assertThat(run().end()).isEqualTo(new TempoRun.End(7, bar(7)));
    }

    @Test
    void anUrgentStopEndsAtOnceAndItCanStartAnew() {
        running();
        does(HOST, bar(4) + 300 * MS, new StopTempo(true, null));
        assertThat(tempo().plan().run()).isNull();

        does(HOST, bar(5), start(0));
        assertThat(run().current().anchorUs()).isEqualTo(bar(5) + 500 * MS);
    }

    @Test
    void stopBeforeTheFirstClickCancelsTheStart() {
        running();
        does(HOST, START_US + 100 * MS, new StopTempo(false, null));

        assertThat(tempo().plan().run()).isNull();
        assertThat(does(HOST, START_US + 200 * MS, new StopTempo(false, null))).isEmpty();
    }

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
    void aSongSetsItsTempoWhoeverLeadsTheClick() {
        does(HOST, START_US, new HandOverTempo(BEN, null));
        does(BEN, START_US, start(1));
        SessionState state = scene.state();

        Event changed = song(state, bar(3), 72, TimeSignature.SIX_EIGHT);
        assertThat(changed).isInstanceOf(TempoEvent.TempoChanged.class);
        scene.with(changed);
        assertThat(run().last().barIndex()).isEqualTo(4);
        assertThat(run().last().pulse().signature()).isEqualTo(TimeSignature.SIX_EIGHT);
        assertThat(song(scene.state(), bar(5), 72, TimeSignature.SIX_EIGHT)).isNull();
    }

    private static @Nullable Event song(SessionState state, long nowUs, double bpm, TimeSignature signature) {
        return state.tempo().forSong(bpm, signature, nowUs, HOST).orElse(null);
    }
}
