package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing seed stands in the assertion; {@code LogWorld.run(seed, seconds, NONE)} repeats it exactly. */
class LogWorldTest {
    private static final long SECONDS = 30;
    private static final long SEEDS = 60;
    private static final int SEEDS_TO_CATCH = 20;

    @Test
    void nothingAcknowledgedIsLostOrDoubled() {
        var outcomes = Seeds.run(Seeds.from(1, SEEDS), seed -> LogWorld.run(seed, SECONDS, PlantedLogBug.NONE));

        assertThat(Seeds.violations(outcomes, LogWorld.Outcome::violations)).isEmpty();
        long commands = 0;
        for (LogWorld.Outcome outcome : outcomes.values()) {
            commands += outcome.commands();
            assertThat(outcome.crashes()).isPositive();
        }
        assertThat(commands).isGreaterThan(50 * SEEDS);
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
