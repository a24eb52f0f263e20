package dev.tutti.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs clusters under faults, seed after seed, each twice; prints faults by kind, rare steps, and one JSON object last. */
public final class Simulate {
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> steps = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private double hours;
    private long requests;

    private Simulate() {}

    /** Arguments: {@code --seeds N} (20), {@code --seed S} (1), {@code --nodes K} (3 to 7, as the seed wants). */
    public static void main(String[] args) {
        long seeds = 20;
        long first = 1;
        int nodes = 0;
        for (int i = 0; i + 1 < args.length; i += 2) {
            switch (args[i]) {
                case "--seeds" -> seeds = Long.parseLong(args[i + 1]);
                case "--seed" -> first = Long.parseLong(args[i + 1]);
                case "--nodes" -> nodes = Integer.parseInt(args[i + 1]);
                default -> throw new IllegalArgumentException("there is no " + args[i]);
            }
        }
        var simulate = new Simulate();
        for (long seed = first; seed < first + seeds; seed++) {
            simulate.run("election", seed, ClusterWorld.Options.of(seed, PlantedElectionBug.NONE), nodes);
            simulate.run("floor", seed, ClusterWorld.Options.withFloor(seed, PlantedClusterFloorBug.NONE), nodes);
        }
        simulate.print(seeds);
        if (!simulate.violations.isEmpty()) {
            System.exit(1);
        }
    }

    private void run(String what, long seed, ClusterWorld.Options wanted, int nodes) {
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

    private void note(String what, long seed, String violation) {
        String line = what + ", seed " + seed + ": " + violation;
        violations.add(line);
        System.out.println("VIOLATION " + line);
    }

    private void print(long seeds) {
        System.out.println("faults");
        faults.forEach((kind, count) -> System.out.printf("%10d  %s%n", count, kind));
        System.out.println("steps, rarest first");
        steps.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(step -> System.out.printf("%10d  %s%n", step.getValue(), step.getKey()));
        long injected = faults.values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                "{\"seeds\":%d,\"hours\":%.2f,\"faults\":%d,\"floor_requests\":%d,\"violations\":%d}%n",
                seeds, hours, injected, requests, violations.size());
    }
}
