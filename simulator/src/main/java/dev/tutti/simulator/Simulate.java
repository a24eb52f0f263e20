package dev.tutti.simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs clusters under faults, seed after seed, each twice; prints faults by kind, rare steps, and one JSON object last. */
public final class Simulate {
    private static final long LOG_SECONDS = 60;
    private static final long MOST_SEEDS = 1_000_000;
    private static final String USAGE = "./dev simulate [--seeds N] [--seed S] [--nodes K]";

    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> steps = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private final PrintStream out;
    private double hours;
    private long requests;

    private Simulate(PrintStream out) {
        this.out = out;
    }

    /**
     * What to run.
     *
     * @param nodes 0 for three to seven, as the seed wants
     */
    record Words(long seeds, long first, int nodes) {
        /** Throws with a sentence when the words say nothing that can be done. */
        static Words read(String... args) {
            var words = new Words(20, 1, 0);
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                words = switch (args[i]) {
                    case "--seeds" -> new Words(number(args[i], value, 1, MOST_SEEDS), words.first, words.nodes);
                    case "--seed" -> new Words(words.seeds, number(args[i], value, 0, Integer.MAX_VALUE), words.nodes);
                    case "--nodes" -> new Words(words.seeds, words.first, (int) number(args[i], value, 2, 10));
                    default -> throw new IllegalArgumentException("There is no " + args[i] + ". " + USAGE);
                };
            }
            return words;
        }

        private static long number(String name, String given, long least, long most) {
            if (given.matches("[0-9]{1,12}")) {
                long number = Long.parseLong(given);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw new IllegalArgumentException(
                    "%s %s is not within %d and %d. %s".formatted(name, given, least, most, USAGE));
        }
    }

    /** Arguments: {@code --seeds N} (20), {@code --seed S} (1), {@code --nodes K} (3 to 7, as the seed wants). */
    public static void main(String[] args) {
        Words words;
        try {
            words = Words.read(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        if (!run(words, System.out)) {
            System.exit(1);
        }
    }

    /** True when nothing was violated. */
    static boolean run(Words words, PrintStream out) {
        var simulate = new Simulate(out);
        for (long seed = words.first; seed < words.first + words.seeds; seed++) {
            simulate.cluster("election", seed, ClusterWorld.Options.of(seed, PlantedElectionBug.NONE), words.nodes);
            simulate.cluster(
                    "floor", seed, ClusterWorld.Options.withFloor(seed, PlantedClusterFloorBug.NONE), words.nodes);
            simulate.log(seed);
        }
        simulate.print(words.seeds);
        return simulate.violations.isEmpty();
    }

    private void cluster(String what, long seed, ClusterWorld.Options wanted, int nodes) {
        ClusterWorld.Options options = nodes == 0 ? wanted : wanted.withNodes(nodes);
        ClusterWorld.Outcome outcome = ClusterWorld.run(options);
        if (!ClusterWorld.run(options).equals(outcome)) {
            note(what, seed, "two runs differ");
        }
        outcome.violations().forEach(violation -> note(what, seed, violation));
        outcome.faultKinds().forEach((kind, count) -> faults.merge(kind.name(), count, Long::sum));
        outcome.steps().forEach((step, count) -> steps.merge(step, count, Long::sum));
        hours += options.seconds() / 3_600.0;
        requests += outcome.requests();
    }

    /** Always three nodes: the hub and two that copy its log. */
    private void log(long seed) {
        ReplicationWorld.Outcome outcome = ReplicationWorld.run(seed, LOG_SECONDS, PlantedLogBug.NONE);
        if (!ReplicationWorld.run(seed, LOG_SECONDS, PlantedLogBug.NONE).equals(outcome)) {
            note("log", seed, "two runs differ");
        }
        outcome.violations().forEach(violation -> note("log", seed, violation));
        faults.merge("LOG_NODE_CRASHED", (long) outcome.crashes(), Long::sum);
        faults.merge("LOG_HUB_DESTROYED", (long) outcome.adoptions(), Long::sum);
        faults.merge("LOG_ISLAND_CUT_OFF", (long) outcome.islands().cuts(), Long::sum);
        steps.merge("log: the hub's part moved", (long) outcome.moves(), Long::sum);
        steps.merge("log: a learner adopted the log", (long) outcome.adoptions(), Long::sum);
        steps.merge("log: provisional in an island", (long) outcome.islands().provisional(), Long::sum);
        steps.merge("log: displaced at the import", (long) outcome.islands().displaced(), Long::sum);
        steps.merge("log: said to be on two disks", outcome.copied(), Long::sum);
        hours += LOG_SECONDS / 3_600.0;
    }

    private void note(String what, long seed, String violation) {
        String line = what + ", seed " + seed + ": " + violation;
        violations.add(line);
        out.println("VIOLATION " + line);
    }

    private void print(long seeds) {
        out.println("faults");
        for (FaultKind kind : FaultKind.values()) {
            faults.putIfAbsent(kind.name(), 0L);
        }
        faults.forEach((kind, count) -> out.printf("%10d  %s%n", count, kind));
        out.println("steps, rarest first");
        steps.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(step -> out.printf("%10d  %s%n", step.getValue(), step.getKey()));
        long injected = faults.values().stream().mapToLong(Long::longValue).sum();
        out.printf(
                Locale.ROOT,
                "{\"seeds\":%d,\"hours\":%.2f,\"faults\":%d,\"floor_requests\":%d,\"violations\":%d}%n",
                seeds,
                hours,
                injected,
                requests,
                violations.size());
    }
}
