package dev.tutti.gateway.sessions;

import dev.tutti.foundation.SessionClock;
import dev.tutti.foundation.UserId;
import dev.tutti.gateway.wire.TempoMessages.AuthorityRole;
import dev.tutti.gateway.wire.TempoMessages.CountIn;
import dev.tutti.gateway.wire.TempoMessages.Subdivision;
import dev.tutti.gateway.wire.TempoMessages.TempoAnchor;
import dev.tutti.gateway.wire.TempoMessages.TempoAuthorityView;
import dev.tutti.gateway.wire.TempoMessages.TempoEndView;
import dev.tutti.gateway.wire.TempoMessages.TempoHandoffView;
import dev.tutti.gateway.wire.TempoMessages.TempoRunView;
import dev.tutti.gateway.wire.TempoMessages.TempoView;
import dev.tutti.session.Capability;
import dev.tutti.session.Participant;
import dev.tutti.session.Pulse;
import dev.tutti.session.Role;
import dev.tutti.session.SessionState;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoPlan;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The click in the words of the wire, as of now. Thread-safe. */
public final class TempoViews {
    private final SessionClock clock;

    public TempoViews(SessionClock clock) {
        this.clock = clock;
    }

    /** Microseconds as the wire has them. */
    public static double ms(long us) {
        return us / 1_000.0;
    }

    /** The plan; nothing for a kind of session in which nobody leads a click. */
    public Optional<TempoView> tempo(SessionState state) {
        return hasTempo(state) ? Optional.of(view(state)) : Optional.empty();
    }

    private static boolean hasTempo(SessionState state) {
        for (Role role : state.kind().roles()) {
            if (role.may(Capability.TEMPO_CONTROL)) {
                return true;
            }
        }
        return false;
    }

    public TempoView view(SessionState state) {
        long nowUs = clock.nowUs();
        Tempo tempo = state.tempo();
        TempoPlan plan = tempo.plan();
        TempoRun run = plan.runAt(nowUs);
        Optional<UserId> controller = tempo.controllerAt(nowUs);
        return new TempoView(
                plan.revision(),
                run != null,
                run == null ? stopped(plan) : anchor(plan, run, run.at(nowUs)),
                run == null ? null : pending(plan, run, nowUs),
                run == null ? null : run(run),
                run == null ? null : end(run),
                controller
                        .map(user -> new TempoAuthorityView(user.value(), AuthorityRole.CONTROLLER))
                        .orElseGet(() -> new TempoAuthorityView(md(state), AuthorityRole.MD)),
                run == null ? null : handoff(tempo, run, nowUs));
    }

    private static TempoAnchor stopped(TempoPlan plan) {
        return anchor(plan, null, new TempoSegment(plan.pulse(), 1, 0, 0));
    }

    private static TempoAnchor anchor(TempoPlan plan, @Nullable TempoRun run, TempoSegment segment) {
        Pulse pulse = segment.pulse();
        return new TempoAnchor(
                pulse.bpm(),
                pulse.signature().wireName(),
                WireEnums.to(Subdivision.class, pulse.subdivision()),
                pulse.accents(),
                segment.barIndex(),
                ms(segment.anchorUs()),
                ms(segment.fromUs()),
                ms(plan.generatedUs()),
                run == null ? 0 : run.countingIn().bars(),
                run != null);
    }

    private static @Nullable TempoAnchor pending(TempoPlan plan, TempoRun run, long nowUs) {
        TempoSegment last = run.last();
        return last.equals(run.at(nowUs)) ? null : anchor(plan, run, last);
    }

    private static TempoRunView run(TempoRun run) {
        return new TempoRunView(
                ms(run.startUs()),
                run.firstBar(),
                run.countingIn().bars(),
                WireEnums.to(CountIn.class, run.countingIn().by()));
    }

    private static @Nullable TempoEndView end(TempoRun run) {
        TempoRun.End end = run.end();
        return end == null ? null : new TempoEndView(end.bar(), ms(end.atUs()));
    }

    private static @Nullable TempoHandoffView handoff(Tempo tempo, TempoRun run, long nowUs) {
        Tempo.Handoff handoff = tempo.handoff();
        if (handoff == null || tempo.isHandedOver(nowUs)) {
            return null;
        }
        UserId user = handoff.userId();
        return new TempoHandoffView(user == null ? null : user.value(), handoff.bar(), ms(run.barUs(handoff.bar())));
    }

    /** Of several MDs the one who opened the session, else who came first. */
    private static @Nullable String md(SessionState state) {
        return Stream.concat(
                        state.roster().find(state.createdBy()).stream(),
                        state.roster().admitted())
                .map(Participant::userId)
                .filter(user -> state.may(user, Capability.TEMPO_CONTROL))
                .map(UserId::value)
                .findFirst()
                .orElse(null);
    }
}
