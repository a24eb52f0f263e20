package dev.tutti.benchmarks.micro;

import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks of this package, with the bytes each allocates. */
public final class MicroBench {
    private MicroBench() {}

    public static void run(List<String> patterns) throws RunnerException {
        var options = new OptionsBuilder()
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx512m")
                .addProfiler(GCProfiler.class);
        if (patterns.isEmpty()) {
            options.include("dev\\.tutti\\.benchmarks\\.micro\\..*");
        }
        patterns.forEach(options::include);
        new Runner(options.build()).run();
    }
}
