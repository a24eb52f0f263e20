package dev.tutti.session;

import dev.tutti.foundation.UserId;
import dev.tutti.session.songs.TimeSignature;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session's tempo and who has authority over it.
 *
 * @param controller who was given the click; null while it is the MD's
 * @param handoff the change of authority that waits for its bar line
 */
public record Tempo(
        TempoPlan plan,
        @Nullable UserId controller,
        @Nullable Handoff handoff) {

    /** Who has authority from that bar line on; nobody means the MD. */
    public record Handoff(@Nullable UserId userId, long bar) {}

    static Tempo initial() {
        return new Tempo(TempoPlan.initial(), null, null);
    }

    /** Whose click it is at that session time; empty for the MD's. */
    public Optional<UserId> controllerAt(long us) {
        Handoff waiting = handoff;
        return Optional.ofNullable(waiting != null && isReached(waiting, us) ? waiting.userId() : controller);
    }

    /** Whether what waited has come: its bar line is past, or there are no more bar lines. */
    public boolean isHandedOver(long us) {
        return handoff != null && isReached(handoff, us);
    }

    private boolean isReached(Handoff waiting, long us) {
        TempoRun run = plan.runAt(us);
        return run == null || run.barAt(us) >= waiting.bar();
    }

    /** Whether that user has the click, or is about to get it. */
    public boolean concerns(UserId userId) {
        return userId.equals(controller) || (handoff != null && userId.equals(handoff.userId()));
    }

    /**
     * What selecting a song does to the tempo: at once while stopped, else at the next bar line that everybody can still
     * hear of. What is missing stays as it was. The caller has asked whether the actor may select songs; the setlist leads,
     * whoever has the click.
     */
    public Optional<Event> forSong(@Nullable Double bpm, @Nullable TimeSignature signature, long nowUs, UserId by) {
        TempoRun run = plan.runAt(nowUs);
        Pulse before = run == null ? plan.pulse() : run.last().pulse();
        Pulse wanted = before.forSong(
                bpm == null ? before.bpmHundredths() : Pulse.hundredths(bpm),
                signature == null ? before.signature() : signature);
        return TempoChange.to(wanted).planned(plan, nowUs).map(next -> new TempoEvent.TempoChanged(next, by));
    }

    /**
     * Where a song begins that is selected now, by the plan that holds with it: with the change that waits for it, else at
     * the next bar line that everybody can still hear of, never in the count-in. Nothing while no click runs.
     *
     * @param hasTempo whether the song says how it goes; else a change that waits is none of its own
     */
    public Optional<SongStart> songStart(boolean hasTempo, long nowUs) {
        TempoRun run = plan.runAt(nowUs);
        if (run == null) {
            return Optional.empty();
        }
        TempoSegment next = run.last();
        boolean waits = !next.equals(TempoChange.settled(run, nowUs));
        long bar = hasTempo && waits ? next.barIndex() : TempoChange.nextBar(run, nowUs);
        bar = Math.max(bar, run.firstBar());
        TempoRun.End end = run.end();
        bar = end == null ? bar : Math.min(bar, end.bar());
        return Optional.of(new SongStart(run.startUs(), bar, run.barUs(bar)));
    }

    /** A bar line that is still to come. */
    public record BarLine(long bar, long atUs) {
        /** Session time in milliseconds. */
        public double atMs() {
            return atUs / 1_000.0;
        }
    }

    /**
     * The bar line so many bars on: 1 is the next that everybody can still hear of. Nothing when the click does not run
     * then.
     */
    public Optional<BarLine> bar(long nowUs, int barsAhead) {
        TempoRun run = plan.runAt(nowUs);
        if (run == null) {
            return Optional.empty();
        }
        long bar = TempoChange.nextBar(run, nowUs) + Math.max(0, barsAhead - 1);
        long atUs = run.barUs(bar);
        return run.hasEnded(atUs) ? Optional.empty() : Optional.of(new BarLine(bar, atUs));
    }

    Tempo apply(TempoEvent event) {
        return switch (event) {
            case TempoEvent.TempoChanged e -> follow(e.plan());
            case TempoEvent.TempoChangeUndone e -> follow(e.plan());
            case TempoEvent.TempoStarted e -> follow(e.plan());
            case TempoEvent.TempoStopped e -> follow(e.plan());
            case TempoEvent.TempoHandoffPlanned e -> new Tempo(plan, controller, e.handoff());
            case TempoEvent.TempoHandedOver e -> new Tempo(plan, e.userId(), null);
            case TempoEvent.TempoAuthorityLost e -> without(e.userId());
        };
    }

    private Tempo follow(TempoPlan next) {
        if (next.revision() != plan.revision() + 1) {
            throw new ImpossibleEventException("tempo plan " + next.revision() + " cannot follow " + plan.revision());
        }
        return new Tempo(next, controller, handoff);
    }

    private Tempo without(UserId userId) {
        if (!concerns(userId)) {
            throw new ImpossibleEventException(userId + " has no authority over the tempo");
        }
        boolean awaited = handoff != null && userId.equals(handoff.userId());
        return new Tempo(plan, userId.equals(controller) ? null : controller, awaited ? null : handoff);
    }
}
