package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing seed stands in the assertion; {@code FloorWorld.run(seed, seconds, NONE)} repeats it exactly. */
class FloorWorldTest {
    private static final long SECONDS = 60;
    private static final long SEEDS = 60;
    private static final int SEEDS_TO_CATCH = 40;

    @Test
    void underFaultsNobodyTalksIntoAnother() {
        var outcomes = Seeds.run(Seeds.from(1, SEEDS), seed -> FloorWorld.run(seed, SECONDS, PlantedFloorBug.NONE));

        assertThat(Seeds.violations(outcomes, FloorWorld.Outcome::violations)).isEmpty();
        outcomes.forEach((seed, outcome) -> {
            assertThat(outcome.conflicts()).as("conflicts of seed %d", seed).isZero();
            assertThat(outcome.grants()).as("grants of seed %d", seed).isGreaterThan(50);
            assertThat(outcome.requests()).as("requests of seed %d", seed).isGreaterThan(500);
        });
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
