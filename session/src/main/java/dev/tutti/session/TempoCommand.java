package dev.tutti.session;

import dev.tutti.foundation.UserId;
import dev.tutti.session.songs.TimeSignature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody wants of the click. */
public sealed interface TempoCommand extends Command {

    /** Null leaves the thing as it is. */
    record Patch(
            @Nullable Double bpm,
            @Nullable TimeSignature signature,
            @Nullable Subdivision subdivision,
            @Nullable List<Integer> accents) {
        public static Patch bpm(double bpm) {
            return new Patch(bpm, null, null, null);
        }
    }

    /**
     * Another pulse.
     *
     * @param urgent at the next beat instead of the next bar
     * @param atBar at that bar instead of the next
     */
    record ChangeTempo(
            Patch patch, boolean urgent, @Nullable Long atBar) implements TempoCommand {}

    /** Takes back what waits: a change first, then a stop. */
    record UndoTempoChange() implements TempoCommand {}

    /**
     * Starts the click.
     *
     * @param atUs session time of the first bar's downbeat, after the count-in; null: as soon as everybody can be there
     * @param firstBar the number of the first bar
     */
    record StartTempo(
            TempoRun.CountingIn countingIn, @Nullable Long atUs, long firstBar) implements TempoCommand {}

    /** Stops at that bar line, at the next one when none is given, or at once. */
    record StopTempo(boolean urgent, @Nullable Long atBar) implements TempoCommand {}

    /** Gives the click to somebody, or (nobody) back to the MD. */
    record HandOverTempo(@Nullable UserId userId, @Nullable Long atBar) implements TempoCommand {}

    /** The hub itself has seen that the actor had no connection for too long. */
    record LoseTempoAuthority() implements TempoCommand {}
}
