package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing seed stands in the assertion; {@code ReplicationWorld.run(seed, seconds, NONE)} repeats it exactly. */
class ReplicationWorldTest {
    private static final long SECONDS = 60;
    private static final long SEEDS = 60;
    private static final int SEEDS_TO_CATCH = 30;

    /** What happens rarely happens in some of them: the hub's part moves, islands come home. */
    @Test
    void learnersHaveWhatTheWriterHasAndNothingOfAnIslandIsLost() {
        var outcomes = Seeds.run(Seeds.from(1, SEEDS), seed -> ReplicationWorld.run(seed, SECONDS, PlantedLogBug.NONE));

        assertThat(Seeds.violations(outcomes, ReplicationWorld.Outcome::violations))
                .isEmpty();
        int moves = 0;
        int adoptions = 0;
        int provisional = 0;
        int displaced = 0;
        long copied = 0;
        long commands = 0;
        for (ReplicationWorld.Outcome outcome : outcomes.values()) {
            assertThat(outcome.crashes()).isPositive();
            commands += outcome.commands();
            copied += outcome.copied();
            moves += outcome.moves();
            adoptions += outcome.adoptions();
            provisional += outcome.islands().provisional();
            displaced += outcome.islands().displaced();
        }
        assertThat(commands).isGreaterThan(100 * SEEDS);
        assertThat(copied).isGreaterThan(20 * SEEDS);
        assertThat(moves).isPositive();
        assertThat(adoptions).isPositive();
        assertThat(provisional).isGreaterThan(500);
        assertThat(displaced).isPositive();
    }

    @Test
    void theSameSeedIsTheSameRun() {
        ReplicationWorld.Outcome first = ReplicationWorld.run(21, SECONDS, PlantedLogBug.NONE);

        assertThat(ReplicationWorld.run(21, SECONDS, PlantedLogBug.NONE)).isEqualTo(first);
        assertThat(ReplicationWorld.run(22, SECONDS, PlantedLogBug.NONE).traceHash())
                .isNotEqualTo(first.traceHash());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "ACKNOWLEDGED_BEFORE_SYNC",
                "UNCOMMITTED_IS_PUBLISHED",
                "COPY_SAID_BEFORE_SYNC",
                "TWO_PENS_AFTER_A_MOVE",
                "LATE_APPEND_CUTS_THE_TAIL",
                "BRANCH_DELETED_WHEN_APPENDED",
                "IMPORT_WITHOUT_DEDUPE",
                "RANDOM_EVENT_IDS",
                "PROVISIONAL_TAKES_NEXT_SEQUENCE",
                "BRANCH_CONTINUED_AFTER_RESTART",
                "CHILD_BEFORE_PARENT",
                "CLAIM_DECIDED_ON_THE_BRANCH"
            })
    void aPlantedBugIsCaught(PlantedLogBug bug) {
        PlantedLogBugs.areCaught(
                bug,
                SEEDS_TO_CATCH,
                seed -> ReplicationWorld.run(seed, SECONDS, bug).violations());
    }
}
