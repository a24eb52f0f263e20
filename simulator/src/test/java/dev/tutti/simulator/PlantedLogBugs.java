package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;

/** Tries seeds until a planted bug is caught. */
final class PlantedLogBugs {
    private PlantedLogBugs() {}

    /** @param violations of a run with that seed and the bug */
    static void areCaught(PlantedLogBug bug, int seeds, LongFunction<List<String>> violations) {
        for (long seed = 1; seed <= seeds; seed++) {
            List<String> found = violations.apply(seed);
            if (!found.isEmpty()) {
                System.out.println(bug.number() + " " + bug + ": seed " + seed + ": " + found.getFirst());
                assertThat(found.getFirst()).startsWith("3:");
                return;
            }
        }
        throw new AssertionError(bug + " was not caught in " + seeds + " seeds");
    }
}
