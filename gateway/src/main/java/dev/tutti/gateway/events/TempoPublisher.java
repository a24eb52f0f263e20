package dev.tutti.gateway.events;

import dev.tutti.foundation.UserId;
import dev.tutti.gateway.sessions.TempoViews;
import dev.tutti.gateway.wire.TempoFrames.TempoUpdate;
import dev.tutti.session.SessionState;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoPlan;
import dev.tutti.session.TempoRun;
import dev.tutti.session.TempoSegment;
import java.util.Optional;
import java.util.stream.Stream;

/** Counts the beats of one session's click, as the hub hears it; the clock's thread only. */
final class TempoPublisher {
    private long revision = -1;
    private long toldUs;

    /** The beat that has come since the last call. */
    Optional<TempoUpdate> beat(SessionState state, long nowUs) {
        TempoPlan plan = state.tempo().plan();
        TempoRun run = plan.runAt(nowUs);
        if (run == null || nowUs < run.startUs() || state.isEnded()) {
            return Optional.empty();
        }
        TempoSegment segment = run.at(nowUs);
        long beat = segment.beatAt(nowUs);
        long atUs = segment.beatUs(beat);
        if (plan.revision() == revision && atUs == toldUs) {
            return Optional.empty();
        }
        revision = plan.revision();
        toldUs = atUs;
        int beats = segment.pulse().signature().conductedBeats();
        return Optional.of(new TempoUpdate(
                segment.barAt(nowUs),
                Math.floorMod(beat, beats) + 1,
                TempoViews.ms(atUs),
                segment.pulse().bpm(),
                revision));
    }

    /** Who has the click or is about to get it; not the MD, who has nobody to fall back to. */
    static Stream<UserId> leaders(Tempo tempo) {
        Tempo.Handoff handoff = tempo.handoff();
        return Stream.concat(
                        Stream.ofNullable(tempo.controller()),
                        handoff == null ? Stream.empty() : Stream.ofNullable(handoff.userId()))
                .distinct();
    }
}
