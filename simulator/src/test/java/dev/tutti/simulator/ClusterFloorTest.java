package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The floor across nodes; {@code ./dev simulate --seed N} repeats a seed exactly. */
class ClusterFloorTest {
    private static final long SEEDS = 24;
    /** Each of them once broke a rule or a checker. */
    private static final long[] FAILED_ONCE = {39, 49, 57, 91, 116, 126};

    private static final int SEEDS_TO_CATCH = 20;

    private static ClusterWorld.Outcome run(long seed, PlantedClusterFloorBug bug) {
        return ClusterWorld.run(ClusterWorld.Options.withFloor(seed, bug));
    }

    @Test
    void whoeverLeadsOneTalksAtATimeAndTheFloorWorksAfterTheFaults() {
        var outcomes = Seeds.run(
                LongStream.concat(Seeds.from(1, SEEDS), LongStream.of(FAILED_ONCE)),
                seed -> run(seed, PlantedClusterFloorBug.NONE));

        long requests = 0;
        long grants = 0;
        long leaderChanges = 0;
        for (ClusterWorld.Outcome outcome : outcomes.values()) {
            requests += outcome.requests();
            grants += outcome.grants();
            leaderChanges += outcome.leaderChanges();
        }
        assertThat(requests).isGreaterThan(3_000 * SEEDS);
        assertThat(grants).isGreaterThan(800 * SEEDS);
        assertThat(leaderChanges).isGreaterThan(10 * SEEDS);
        assertThat(Seeds.violations(outcomes, ClusterWorld.Outcome::violations)).isEmpty();
    }

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(run(7, PlantedClusterFloorBug.NONE)).isEqualTo(run(7, PlantedClusterFloorBug.NONE));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsCaughtByItsChecker(PlantedClusterFloorBug bug) {
        for (long seed = 1; seed <= SEEDS_TO_CATCH; seed++) {
            for (String violation : run(seed, bug).violations()) {
                if (bug.checkers().contains(violation.substring(0, 1))) {
                    System.out.println(bug.number() + " " + bug + ": seed " + seed + ": " + violation);
                    return;
                }
            }
        }
        throw new AssertionError(bug + " was not caught in " + SEEDS_TO_CATCH + " seeds");
    }
}
