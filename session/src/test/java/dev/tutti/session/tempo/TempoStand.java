package dev.tutti.session.tempo;

import static dev.tutti.session.Scene.BEN;
import static dev.tutti.session.Scene.HOST;
import static dev.tutti.session.Scene.PRIYA;
import static dev.tutti.session.Scene.START_US;
import static dev.tutti.session.Scene.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.UserId;
import dev.tutti.session.Command;
import dev.tutti.session.CountIn;
import dev.tutti.session.Decision;
import dev.tutti.session.Event;
import dev.tutti.session.Scene;
import dev.tutti.session.SessionKind;
import dev.tutti.session.Tempo;
import dev.tutti.session.TempoCommand.ChangeTempo;
import dev.tutti.session.TempoCommand.Patch;
import dev.tutti.session.TempoCommand.StartTempo;
import dev.tutti.session.TempoRun;
import dev.tutti.session.core.SessionDecider;
import java.util.List;

/** A band at a rehearsal whose click does what the tests say. */
abstract class TempoStand {
    static final long MS = 1_000;
    static final long S = 1_000_000;
    /** A bar of 4/4 at 120. */
    static final long BAR = 2 * S;
    /** Downbeat of bar 1 of {@link #running()}: half a second of notice, one bar of count-in. */
    static final long BAR_1 = START_US + 500 * MS + BAR;

    final SessionDecider decider = new SessionDecider();
    final Scene scene = Scene.of(SessionKind.REHEARSAL).in(BEN, "musician").in(PRIYA, "musician");

    Decision decide(UserId actor, long atUs, Command command) {
        return decider.decide(scene.state(), command, Scene.at(actor, atUs));
    }

    List<Event> does(UserId actor, long atUs, Command command) {
        List<Event> events = events(decide(actor, atUs, command));
        scene.with(events.toArray(Event[]::new));
        return events;
    }

    Tempo tempo() {
        return scene.state().tempo();
    }

    TempoRun run() {
        TempoRun run = tempo().plan().run();
        assertThat(run).isNotNull();
        return run;
    }

    static StartTempo start(int countInBars) {
        return new StartTempo(new TempoRun.CountingIn(countInBars, CountIn.CLICK), null, 1);
    }

    static ChangeTempo to(double bpm) {
        return new ChangeTempo(Patch.bpm(bpm), false, null);
    }

    void running() {
        does(HOST, START_US, start(1));
    }

    static long bar(long number) {
        return BAR_1 + (number - 1) * BAR;
    }
}
