package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failing seed stands in the test's name; {@code FloorWorld.run(seed, seconds, NONE)} repeats it exactly. */
class FloorWorldTest {
    private static final long SECONDS = 60;
    private static final int SEEDS_TO_CATCH = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void underFaultsNobodyTalksIntoAnother(long seed) {
        FloorWorld.Outcome outcome = FloorWorld.run(seed, SECONDS, PlantedFloorBug.NONE);

        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.conflicts()).isZero();
        assertThat(outcome.grants()).isGreaterThan(50);
        assertThat(outcome.requests()).isGreaterThan(500);
    }

    @Test
    void theSameSeedIsTheSameRun() {
        FloorWorld.Outcome first = FloorWorld.run(7, SECONDS, PlantedFloorBug.NONE);

        assertThat(FloorWorld.run(7, SECONDS, PlantedFloorBug.NONE)).isEqualTo(first);
        assertThat(FloorWorld.run(8, SECONDS, PlantedFloorBug.NONE).traceHash()).isNotEqualTo(first.traceHash());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsCaught(PlantedFloorBug bug) {
        for (long seed = 1; seed <= SEEDS_TO_CATCH; seed++) {
            FloorWorld.Outcome outcome = FloorWorld.run(seed, SECONDS, bug);
            if (!outcome.violations().isEmpty()) {
                System.out.println(bug.number() + " " + bug + ": seed " + seed + ": "
                        + outcome.violations().getFirst());
                assertThat(outcome.violations().getFirst()).startsWith("1:");
                return;
            }
        }
        throw new AssertionError(bug + " was not caught in " + SEEDS_TO_CATCH + " seeds");
    }
}
