package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.MachineLoad;
import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.hub.HubApi;
import dev.tutti.benchmarks.hub.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./dev bench load}: 10, 25, 50 and 100 participants with burst talkers and churn; {@code ./dev soak}: for long. */
public final class LoadBench {
    private static final List<Integer> SIZES = List.of(10, 25, 50, 100);
    private static final int RUN_S = 30;
    private static final int SOAKED = 25;
    private static final int SOAK_SLICE_S = 60;
    private static final int DEFAULT_SOAK_MIN = 30;
    private static final long FIRST_SEED = 20_250_101;

    private static final String METHOD = """
        method: logical participants on one hub, each with its event socket, LiveKit signalling and media (light clients). A
        fifth talks in bursts of 0.8-2 s whenever it gets the floor, a tenth leaves and joins anew or vanishes and resumes,
        the others stay: what they miss of what was said under a lease is lost_pct. reconnect = /ws with the last cursor and
        a new voice connection. Behaviour is seeded; timing is the machine's.\
        """;

    private LoadBench() {}

    public static void run(Report report, List<String> args) throws Exception {
        var sizes = args.isEmpty() ? SIZES : args.stream().map(Integer::valueOf).toList();
        report.say(METHOD);
        MachineLoad.check(report);
        int conflicts = 0;
        try (var hub = HubProcess.start();
                var api = new HubApi(hub.http())) {
            var owner = api.exchange(hub.ownerCode(), "Owner");
            var bySize = report.inner();
            for (int size : sizes) {
                var run = new LoadRun(LoadRun.Plan.of(size, RUN_S, FIRST_SEED + size));
                run.run(
                        List.of(LoadTarget.of(hub)),
                        HubCrowd.open(List.of(new HubCrowd.Door(LoadTarget.of(hub), api)), owner),
                        report);
                bySize.put(Integer.toString(size), run.describe(report));
                conflicts += run.conflicts();
            }
            report.put("participants", bySize);
            report.put("conflicts", conflicts);
            report.finish();
        }
    }

    /** Slices of a minute until the time is up; what must not grow is printed after each. */
    public static void soak(Report report, List<String> args) throws Exception {
        int minutes = args.isEmpty() ? DEFAULT_SOAK_MIN : Integer.parseInt(args.getLast());
        report.say(METHOD);
        MachineLoad.check(report);
        int conflicts = 0;
        int failures = 0;
        try (var hub = HubProcess.start();
                var api = new HubApi(hub.http())) {
            var owner = api.exchange(hub.ownerCode(), "Owner");
            long firstRssKb = 0;
            for (int slice = 0; slice < minutes; slice++) {
                var run = new LoadRun(LoadRun.Plan.of(SOAKED, SOAK_SLICE_S, FIRST_SEED + slice));
                run.run(
                        List.of(LoadTarget.of(hub)),
                        HubCrowd.open(List.of(new HubCrowd.Door(LoadTarget.of(hub), api)), owner),
                        report);
                run.describe(report);
                conflicts += run.conflicts();
                failures += run.failures();
                long rssKb = status(hub.pid(), "VmRSS:");
                firstRssKb = slice == 0 ? rssKb : firstRssKb;
                report.say(
                        "after %d min: hub memory %d MB, %d threads",
                        slice + 1, rssKb / 1024, status(hub.pid(), "Threads:"));
            }
            report.put("minutes", minutes)
                    .put("memory_growth_mb", (status(hub.pid(), "VmRSS:") - firstRssKb) / 1024.0)
                    .put("conflicts", conflicts)
                    .put("failures", failures)
                    .finish();
        }
        if (conflicts > 0 || failures > 0) {
            System.exit(1);
        }
    }

    private static long status(long pid, String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return -1;
    }
}
