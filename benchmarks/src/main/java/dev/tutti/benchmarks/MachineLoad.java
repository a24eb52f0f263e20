package dev.tutti.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How busy the machine is with other things, and a warning when that spoils timings. */
public final class MachineLoad {
    private static final Path LOAD = Path.of("/proc/loadavg");
    private static final double QUIET = 0.5;

    private MachineLoad() {}

    /** Says the load before a run; a benchmark on a busy machine goes on, with a warning in its output. */
    public static void check(Report report) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (!Files.isReadable(LOAD)) {
            report.say("machine: %d cores, load unknown", cores);
            return;
        }
        double load = Double.parseDouble(Files.readString(LOAD).split(" ", 2)[0]);
        report.say("machine: %d cores, load average %.2f before the run, Java %s", cores, load, Runtime.version());
        if (load > QUIET * cores) {
            report.say(
                    "WARNING: the machine is not quiet (load %.2f on %d cores): timings will be worse than the hub is",
                    load, cores);
        }
    }
}
