package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failing seed stands in the test's name; {@code LogWorld.run(seed, seconds, NONE)} repeats it exactly. */
class LogWorldTest {
    private static final long SECONDS = 30;
    private static final int SEEDS_TO_CATCH = 20;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingAcknowledgedIsLostOrDoubled(long seed) {
        LogWorld.Outcome outcome = LogWorld.run(seed, SECONDS, PlantedLogBug.NONE);

        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.commands()).isGreaterThan(50);
        assertThat(outcome.crashes()).isPositive();
    }

    @Test
    void theSameSeedIsTheSameRun() {
        LogWorld.Outcome first = LogWorld.run(9, SECONDS, PlantedLogBug.NONE);

        assertThat(LogWorld.run(9, SECONDS, PlantedLogBug.NONE)).isEqualTo(first);
        assertThat(LogWorld.run(10, SECONDS, PlantedLogBug.NONE).traceHash()).isNotEqualTo(first.traceHash());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ACKNOWLEDGED_BEFORE_SYNC",
                "RANDOM_EVENT_IDS",
                "UNWRITTEN_TAKES_NEXT_SEQUENCE",
                "CUT_AT_DAMAGED_RECORD",
                "FAILED_SYNC_RETRIED_AND_BELIEVED"
            })
    void aPlantedBugIsCaught(PlantedLogBug bug) {
        PlantedLogBugs.areCaught(
                bug, SEEDS_TO_CATCH, seed -> LogWorld.run(seed, SECONDS, bug).violations());
    }
}
