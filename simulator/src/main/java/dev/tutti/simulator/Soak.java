package dev.tutti.simulator;

import dev.tutti.foundation.NanoClock;
import java.util.ArrayList;
import java.util.List;

/** Runs seed after seed until enough requests were simulated; prints one JSON object as its last line. */
public final class Soak {
    private static final long SECONDS = 900;
    private static final long TWICE_EVERY = 10;

    private Soak() {}

    /** Arguments: how many floor requests (1000000), the first seed (1). */
    public static void main(String[] args) {
        long wanted = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        long startNs = NanoClock.system().nanoTime();
        long requests = 0;
        long grants = 0;
        long conflicts = 0;
        long commands = 0;
        long seeds = 0;
        var violations = new ArrayList<String>();
        while (requests < wanted) {
            FloorWorld.Outcome floor = FloorWorld.run(seed, SECONDS, PlantedFloorBug.NONE);
            LogWorld.Outcome log = LogWorld.run(seed, SECONDS / 10, PlantedLogBug.NONE);
            if (seeds % TWICE_EVERY == 0
                    && FloorWorld.run(seed, SECONDS, PlantedFloorBug.NONE).traceHash() != floor.traceHash()) {
                violations.add("seed " + seed + ": two runs differ");
            }
            note(violations, seed, floor.violations());
            note(violations, seed, log.violations());
            requests += floor.requests();
            grants += floor.grants();
            conflicts += floor.conflicts();
            commands += log.commands();
            seeds++;
            seed++;
            System.out.println("seed " + (seed - 1) + ": " + requests + " requests, " + grants + " grants, " + conflicts
                    + " conflicts, " + commands + " commands, " + violations.size() + " violations");
        }
        long tookMs = (NanoClock.system().nanoTime() - startNs) / 1_000_000;
        System.out.println("{\"seeds\":" + seeds + ",\"requests\":" + requests + ",\"grants\":" + grants
                + ",\"conflicts\":" + conflicts + ",\"commands\":" + commands + ",\"violations\":" + violations.size()
                + ",\"took_ms\":" + tookMs + "}");
        if (!violations.isEmpty()) {
            System.exit(1);
        }
    }

    private static void note(List<String> all, long seed, List<String> found) {
        for (String violation : found) {
            all.add("seed " + seed + ": " + violation);
            System.out.println("VIOLATION seed " + seed + ": " + violation);
        }
    }
}
