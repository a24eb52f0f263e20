package dev.tutti.session.tempo;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.START_US;
import static dev.tutti.session.Scene.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.session.CountIn;
import dev.tutti.session.Event;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.SessionState;
import dev.tutti.session.Subdivision;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.HandOverTempo;
import dev.tutti.session.TempoCommand.Patch;
import dev.tutti.session.TempoCommand.StartTempo;
import dev.tutti.session.TempoCommand.StopTempo;
import dev.tutti.session.TempoCommand.UndoTempoChange;
import dev.tutti.session.TempoEvent;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TempoDeciderTest extends TempoStand {
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
