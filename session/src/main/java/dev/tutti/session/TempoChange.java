package dev.tutti.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Another pulse and when it is to hold; pure arithmetic on plans.
 *
 * @param urgent at the next beat instead of at a bar line
 * @param atBar at that bar line instead of the next, or instead of the one a change waits for
 */
public record TempoChange(
        Pulse pulse, boolean urgent, @Nullable Long atBar) {
    /**
     * So long before a bar line its tempo is settled: what is decided later would reach a phone on bad Wi-Fi after it has
     * handed its clicks to the sound card.
     */
    public static final long LEAD_US = 250_000;

    static TempoChange to(Pulse pulse) {
        return new TempoChange(pulse, false, null);
    }

    /** The plan with it, or nothing when it is so already. */
    public Optional<TempoPlan> planned(TempoPlan plan, long nowUs) {
        TempoRun run = plan.runAt(nowUs);
        if (run == null) {
            return plan.pulse().equals(pulse) ? Optional.empty() : Optional.of(next(plan, nowUs, pulse, null));
        }
        TempoSegment settled = settled(run, nowUs);
        @Nullable TempoSegment waiting = run.last().equals(settled) ? null : run.last();
        @Nullable TempoSegment wanted = settled.pulse().equals(pulse) ? null : segment(settled, waiting, nowUs);
        if (wanted == null ? waiting == null : wanted.equals(waiting)) {
            return Optional.empty();
        }
        return Optional.of(next(plan, nowUs, pulse, with(run, settled, wanted)));
    }

    /** The segment that nothing changes any more: what holds now, or what is about to. */
    static TempoSegment settled(TempoRun run, long nowUs) {
        return run.at(nowUs + LEAD_US);
    }

    /** The first bar line at which something new can still begin. */
    public static long nextBar(TempoRun run, long nowUs) {
        return settled(run, nowUs).barFrom(nowUs + LEAD_US);
    }

    private TempoSegment segment(TempoSegment settled, @Nullable TempoSegment waiting, long nowUs) {
        if (urgent) {
            return atBeat(settled, Math.max(nowUs + LEAD_US, settled.fromUs()));
        }
        long bar = settled.barFrom(Math.max(nowUs + LEAD_US, settled.fromUs()));
        if (atBar != null) {
            bar = Math.max(bar, atBar);
        } else if (waiting != null && waiting.fromUs() == waiting.anchorUs()) {
            bar = waiting.barIndex();
        }
        long atUs = settled.barUs(bar);
        return new TempoSegment(pulse, bar, atUs, atUs);
    }

    /** Within a bar: the count goes on where it was; with another signature that beat is a downbeat. */
    private TempoSegment atBeat(TempoSegment settled, long notBeforeUs) {
        long beat = settled.beatAt(notBeforeUs);
        if (settled.beatUs(beat) < notBeforeUs) {
            beat++;
        }
        long fromUs = settled.beatUs(beat);
        int beats = settled.pulse().signature().conductedBeats();
        long bar = settled.barIndex() + Math.floorDiv(beat, beats);
        long within = Math.floorMod(beat, beats);
        if (within == 0) {
            return new TempoSegment(pulse, bar, fromUs, fromUs);
        }
        long rest = pulse.signature() == settled.pulse().signature() ? beats - within : 0;
        return new TempoSegment(pulse, bar + 1, fromUs + pulse.beatsUs(rest), fromUs);
    }

    private static TempoRun with(TempoRun run, TempoSegment settled, @Nullable TempoSegment wanted) {
        var changed = new TempoRun(run.startUs(), run.firstBar(), run.countingIn(), settled, wanted, null);
        TempoRun.End end = run.end();
        return end == null
                ? changed
                : new TempoRun(
                        run.startUs(),
                        run.firstBar(),
                        run.countingIn(),
                        settled,
                        wanted,
                        new TempoRun.End(end.bar(), changed.barUs(end.bar())));
    }

    /** The plan that follows. */
    public static TempoPlan next(TempoPlan plan, long nowUs, Pulse pulse, @Nullable TempoRun run) {
        return new TempoPlan(plan.revision() + 1, nowUs, pulse, run);
    }
}
