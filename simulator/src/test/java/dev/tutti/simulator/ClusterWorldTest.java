package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failing seed stands in the assertion; {@code ./dev simulate --seed N} repeats it exactly. */
class ClusterWorldTest {
    private static final long SEEDS = 100;
    /** Each of them once broke a rule or a checker. */
    private static final long[] FAILED_ONCE = {
        10, 29, 46, 75, 86, 89, 95, 98, 114, 126, 149, 157, 165, 173, 174, 181, 200
    };

    private static final int SEEDS_TO_CATCH = 60;

    private static ClusterWorld.Outcome run(long seed, PlantedElectionBug bug) {
        return ClusterWorld.run(ClusterWorld.Options.of(seed, bug));
    }

    @Test
    void underFaultsLeadersChangeForAReasonAndAfterThemOneLeadsEachComponent() {
        var outcomes = Seeds.run(
                LongStream.concat(Seeds.from(1, SEEDS), LongStream.of(FAILED_ONCE)),
                seed -> run(seed, PlantedElectionBug.NONE));

        Map<FaultKind, Long> kinds = new TreeMap<>();
        outcomes.forEach((seed, outcome) -> {
            assertThat(outcome.faults()).as("faults of seed %d", seed).isGreaterThan(20);
            outcome.faultKinds().forEach((kind, count) -> kinds.merge(kind, count, Long::sum));
        });
        assertThat(Seeds.violations(outcomes, ClusterWorld.Outcome::violations)).isEmpty();
        assertThat(kinds).containsOnlyKeys(FaultKind.values());
    }

    @Test
    void theSameSeedIsTheSameRun() {
        LongFunction<ClusterWorld.Outcome> world = seed -> run(seed, PlantedElectionBug.NONE);

        assertThat(Seeds.run(Seeds.from(1, 10), world)).isEqualTo(Seeds.run(Seeds.from(1, 10), world));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedBugIsCaughtByItsChecker(PlantedElectionBug bug) {
        for (long seed = 1; seed <= SEEDS_TO_CATCH; seed++) {
            ClusterWorld.Outcome outcome = run(seed, bug);
            if (!outcome.violations().isEmpty()) {
                String first = outcome.violations().getFirst();
                System.out.println(bug.number() + " " + bug + ": seed " + seed + ": " + first);
                assertThat(first.substring(0, 1)).isIn(bug.checkers());
                return;
            }
        }
        throw new AssertionError(bug + " was not caught in " + SEEDS_TO_CATCH + " seeds");
    }
}
