package dev.tutti.benchmarks.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** CPU time of another process, per thread from the Linux scheduler ({@code /proc/PID/task/*}{@code /schedstat}, nanoseconds). */
public final class ProcessCpu {
    private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");

    private final Path tasks;

    /**
     * What every thread had used at one moment. The JIT compiler's threads are kept apart: what they do is over a minute or
     * two after the start, and would otherwise fall at random into one window or another.
     */
    public record Reading(Map<String, Long> nsByThread, long compilerNs) {
        /**
         * CPU used since an earlier reading. A thread that ended in between takes its share with it: the hub's threads
         * live long, so that is at most the tail of a compiler thread.
         */
        public long nsSince(Reading earlier) {
            long total = 0;
            for (var entry : nsByThread.entrySet()) {
                total += entry.getValue() - earlier.nsByThread.getOrDefault(entry.getKey(), 0L);
            }
            return total;
        }
    }

    public ProcessCpu(long pid) {
        this.tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    public Reading read() {
        var byThread = new HashMap<String, Long>();
        long compilerNs = 0;
        try (var threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                try {
                    String stat = Files.readString(thread.resolve("schedstat"));
                    long usedNs = Long.parseLong(stat, 0, stat.indexOf(' '), 10);
                    if (COMPILER.matcher(Files.readString(thread.resolve("comm")))
                            .lookingAt()) {
                        compilerNs += usedNs;
                    } else {
                        byThread.put(thread.getFileName().toString(), usedNs);
                    }
                } catch (NoSuchFileException _) {
                    // It ended between the listing and the look.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The process is gone: " + tasks, e);
        }
        return new Reading(byThread, compilerNs);
    }
}
