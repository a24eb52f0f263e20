package dev.tutti.cluster.engine;

import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.WallClock;
import java.util.ArrayDeque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The election's last steps, for the diagnostics (E12). Thread-safe. */
final class Timeline {
    private static final int MAX_STEPS = 100;
    private static final Logger log = LoggerFactory.getLogger(Timeline.class);

    private final WallClock clock;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();

    Timeline(WallClock clock) {
        this.clock = clock;
    }

    void add(Transition step) {
        log.info(
                "{} after {}: {} (term {})",
                step.to(),
                step.from(),
                step.cause(),
                step.epoch().term());
        synchronized (steps) {
            if (steps.size() == MAX_STEPS) {
                steps.removeFirst();
            }
            steps.add(new Step(clock.now().toEpochMilli(), step));
        }
    }

    /** The newest last. */
    List<Step> steps() {
        synchronized (steps) {
            return List.copyOf(steps);
        }
    }
}
