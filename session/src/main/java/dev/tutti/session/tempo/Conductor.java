package dev.tutti.session.tempo;

import static dev.tutti.session.Decision.accept;
import static dev.tutti.session.Decision.reject;

import dev.tutti.session.DecideContext;
import dev.tutti.session.Decision;
import dev.tutti.session.Pulse;
import dev.tutti.session.Rejection;
import dev.tutti.session.RejectionCode;
import dev.tutti.session.Rejections;
import dev.tutti.session.Subdivision;
import dev.tutti.session.TempoChange;
import dev.tutti.session.TempoCommand;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.StartTempo;
import dev.tutti.session.TempoCommand.StopTempo;
import dev.tutti.session.TempoEvent.TempoChangeUndone;
import dev.tutti.session.TempoEvent.TempoChanged;
import dev.tutti.session.TempoEvent.TempoStarted;
import dev.tutti.session.TempoEvent.TempoStopped;
import dev.tutti.session.TempoPlan;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the authority's commands do to the plan; who may is asked before. */
final class Conductor {
    /** So long after the command the first click of a start sounds: time for everybody to hear of it. */
    static final long START_LEAD_US = 500_000;
    /** A start is planned at most so far ahead. */
    static final long MAX_AHEAD_US = 600_000_000;

    static final long MAX_BAR = 1_000_000;
    static final long MAX_BARS_AHEAD = 1_000;

    Decision change(TempoPlan plan, ChangeTempo command, DecideContext context) {
        long nowUs = context.sessionUs();
        TempoRun run = plan.runAt(nowUs);
        Pulse before = run == null ? plan.pulse() : run.last().pulse();
        Rejection refusal = refusal(before, command.patch());
        if (refusal != null) {
            return reject(refusal);
        }
        Long atBar = command.atBar();
        if (run != null && atBar != null) {
            long earliest = TempoChange.nextBar(run, nowUs);
            if (atBar < earliest) {
                return reject(barPast(earliest));
            }
            if (atBar > earliest + MAX_BARS_AHEAD) {
                return reject(tooFar());
            }
        }
        var change = new TempoChange(patched(before, command.patch()), command.urgent(), atBar);
        return change.planned(plan, nowUs)
                .map(next -> accept(new TempoChanged(next, context.actor())))
                .orElse(accept());
    }

    private static @Nullable Rejection refusal(Pulse before, TempoCommand.Patch patch) {
        Double bpm = patch.bpm();
        if (bpm != null && !Pulse.isBpm(bpm)) {
            return Rejection.of(
                            RejectionCode.TEMPO_OUT_OF_RANGE,
                            "A tempo has " + Pulse.MIN_BPM + " to " + Pulse.MAX_BPM + " beats a minute.")
                    .detail("min", Pulse.MIN_BPM)
                    .detail("max", Pulse.MAX_BPM);
        }
        TimeSignature signature = patch.signature() != null ? patch.signature() : before.signature();
        Subdivision subdivision = patch.subdivision();
        if (subdivision != null && subdivision.clicks(signature) == 0) {
            return Rejections.invalid(
                    "subdivision", "A beat of " + signature.wireName() + " has three eighths already.");
        }
        List<Integer> accents = patch.accents();
        if (accents != null && accents.size() != signature.conductedBeats()) {
            return Rejections.invalid(
                    "accents", "A bar of " + signature.wireName() + " has " + signature.conductedBeats() + " beats.");
        }
        if (accents != null && accents.stream().anyMatch(a -> a < 0 || a > Pulse.MAX_ACCENT)) {
            return Rejections.invalid("accents", "An accent is a number from 0 to " + Pulse.MAX_ACCENT + ".");
        }
        return null;
    }

    /** What is given, and what fits of the rest. */
    private static Pulse patched(Pulse before, TempoCommand.Patch patch) {
        Double bpm = patch.bpm();
        int hundredths = bpm == null ? before.bpmHundredths() : Pulse.hundredths(bpm);
        TimeSignature signature = patch.signature() != null ? patch.signature() : before.signature();
        Pulse base = before.forSong(hundredths, signature);
        return new Pulse(
                hundredths,
                signature,
                patch.subdivision() != null ? patch.subdivision() : base.subdivision(),
                patch.accents() != null ? patch.accents() : base.accents());
    }

    Decision undo(TempoPlan plan, DecideContext context) {
        long nowUs = context.sessionUs();
        TempoRun run = plan.runAt(nowUs);
        if (run == null) {
            return reject(nothingWaits());
        }
        TempoSegment settled = run.at(nowUs + TempoChange.LEAD_US);
        TempoRun.End end = run.end();
        if (!run.last().equals(settled)) {
            var kept = new TempoRun(run.startUs(), run.firstBar(), run.countingIn(), settled, null, null);
            TempoRun.End moved = end == null ? null : new TempoRun.End(end.bar(), kept.barUs(end.bar()));
            return undone(plan, ending(kept, moved), context);
        }
        if (end != null && end.atUs() > nowUs + TempoChange.LEAD_US) {
            return undone(plan, ending(run, null), context);
        }
        return reject(nothingWaits());
    }

    private static Decision undone(TempoPlan plan, TempoRun run, DecideContext context) {
        TempoPlan next = TempoChange.next(plan, context.sessionUs(), run.last().pulse(), run);
        return accept(new TempoChangeUndone(next, context.actor()));
    }

    private static TempoRun ending(TempoRun run, TempoRun.@Nullable End end) {
        return new TempoRun(run.startUs(), run.firstBar(), run.countingIn(), run.current(), run.next(), end);
    }

    Decision start(TempoPlan plan, StartTempo command, DecideContext context) {
        long nowUs = context.sessionUs();
        if (plan.runsAt(nowUs)) {
            return reject(Rejection.of(RejectionCode.TEMPO_RUNS, "The click runs already. Stop it first."));
        }
        int bars = command.countingIn().bars();
        if (bars < 0 || bars > TempoRun.CountingIn.MAX_BARS) {
            return reject(Rejections.invalid("count_in_bars", "Count in with at most four bars."));
        }
        if (command.firstBar() < 1 || command.firstBar() > MAX_BAR) {
            return reject(Rejections.invalid("from_bar", "Bars are numbered from 1."));
        }
        Pulse pulse = plan.pulse();
        long countInUs = pulse.beatsUs((long) bars * pulse.signature().conductedBeats());
        Long wanted = command.atUs();
        long downbeatUs = wanted == null ? nowUs + START_LEAD_US + countInUs : wanted;
        if (downbeatUs - countInUs < nowUs + TempoChange.LEAD_US || downbeatUs > nowUs + MAX_AHEAD_US) {
            return reject(Rejections.invalid(
                    "at_ms", "A start is planned for after its count-in, and within the next ten minutes."));
        }
        long startUs = downbeatUs - countInUs;
        var segment = new TempoSegment(pulse, command.firstBar(), downbeatUs, startUs);
        var run = new TempoRun(startUs, command.firstBar(), command.countingIn(), segment, null, null);
        return accept(new TempoStarted(TempoChange.next(plan, nowUs, pulse, run), context.actor()));
    }

    Decision stop(TempoPlan plan, StopTempo command, DecideContext context) {
        long nowUs = context.sessionUs();
        TempoRun run = plan.runAt(nowUs);
        if (run == null) {
            return accept();
        }
        if (command.urgent() || nowUs < run.startUs()) {
            TempoPlan next = TempoChange.next(plan, nowUs, run.last().pulse(), null);
            return accept(new TempoStopped(next, context.actor()));
        }
        long earliest = TempoChange.nextBar(run, nowUs);
        Long atBar = command.atBar();
        if (atBar != null && atBar < earliest) {
            return reject(barPast(earliest));
        }
        if (atBar != null && atBar > earliest + MAX_BARS_AHEAD) {
            return reject(tooFar());
        }
        long bar = atBar == null ? earliest : atBar;
        var end = new TempoRun.End(bar, run.barUs(bar));
        if (end.equals(run.end())) {
            return accept();
        }
        TempoPlan next = TempoChange.next(plan, nowUs, run.last().pulse(), ending(run, end));
        return accept(new TempoStopped(next, context.actor()));
    }

    static Rejection barPast(long earliest) {
        return Rejection.of(
                        RejectionCode.TEMPO_BAR_PAST,
                        "That bar is past, or too near. Bar " + earliest + " can be reached.")
                .detail("earliest_bar", earliest);
    }

    private static Rejection tooFar() {
        return Rejections.invalid("at_bar", "Plan at most " + MAX_BARS_AHEAD + " bars ahead.");
    }

    private static Rejection nothingWaits() {
        return Rejection.of(RejectionCode.TEMPO_NOTHING_WAITS, "There is no change that could still be taken back.");
    }
}
