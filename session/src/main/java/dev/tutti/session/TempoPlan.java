package dev.tutti.session;

import dev.tutti.session.songs.TimeSignature;
import org.jspecify.annotations.Nullable;

/**
 * The whole click of a session: what is set, and what runs.
 *
 * @param revision one more with every change
 * @param generatedUs session time of the decision
 * @param pulse what was set last, and what the next start plays
 * @param run null while it is stopped
 */
public record TempoPlan(
        long revision,
        long generatedUs,
        Pulse pulse,
        @Nullable TempoRun run) {
    public static final int BPM_HUNDREDTHS = 12_000;

    static TempoPlan initial() {
        return new TempoPlan(0, 0, Pulse.usual(BPM_HUNDREDTHS, TimeSignature.FOUR_FOUR), null);
    }

    /** What runs at that session time: not what has come to its end. */
    public @Nullable TempoRun runAt(long us) {
        return run == null || run.hasEnded(us) ? null : run;
    }

    public boolean runsAt(long us) {
        return runAt(us) != null;
    }
}
