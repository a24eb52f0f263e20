package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.hub.ProcessCpu;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the hub uses: of its process where that is here, of its {@code /metrics} where they may be read. */
final class HubFigures {
    private static final Pattern BYTES = Pattern.compile("(?m)^tutti_media_bytes_(?:in|out)_total (\\S+)$");

    private final LoadTarget target;
    private final @Nullable ProcessCpu cpu;

    /** Figures that nobody could read are not numbers. */
    record Reading(double cpuNs, double memoryBytes, double memoryGrowthBytes, double mediaBytes) {
        static final Reading NONE = new Reading(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        Reading since(Reading before) {
            return new Reading(
                    cpuNs - before.cpuNs,
                    memoryBytes,
                    memoryBytes - before.memoryBytes,
                    mediaBytes - before.mediaBytes);
        }
    }

    HubFigures(LoadTarget target) {
        this.target = target;
        cpu = target.pid().isPresent() ? new ProcessCpu(target.pid().getAsLong()) : null;
    }

    /** All nodes together. */
    static Reading read(List<HubFigures> nodes) throws InterruptedException {
        var sum = new Reading(0, 0, Double.NaN, 0);
        for (HubFigures node : nodes) {
            var one = node.read();
            sum = new Reading(
                    sum.cpuNs + one.cpuNs,
                    sum.memoryBytes + one.memoryBytes,
                    Double.NaN,
                    sum.mediaBytes + one.mediaBytes);
        }
        return sum;
    }

    private Reading read() throws InterruptedException {
        double cpuNs = Double.NaN;
        ProcessCpu here = cpu;
        if (here != null) {
            cpuNs = here.read().nsByThread().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
        return new Reading(cpuNs, memory(), Double.NaN, mediaBytes());
    }

    private double memory() {
        if (target.pid().isEmpty()) {
            return Double.NaN;
        }
        try {
            for (String line : Files.readAllLines(
                    Path.of("/proc", Long.toString(target.pid().getAsLong()), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    return 1024.0 * Long.parseLong(line.replaceAll("[^0-9]", ""));
                }
            }
        } catch (IOException _) {
            // It is gone, or this is no Linux.
        }
        return Double.NaN;
    }

    private double mediaBytes() throws InterruptedException {
        try (var http = target.client()) {
            var answer = http.send(
                    HttpRequest.newBuilder(target.http().resolve("/metrics"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
            var bytes = BYTES.matcher(answer.body());
            double sum = 0;
            int found = 0;
            while (bytes.find()) {
                sum += Double.parseDouble(bytes.group(1));
                found++;
            }
            return found == 0 ? Double.NaN : sum;
        } catch (IOException _) {
            return Double.NaN;
        }
    }
}
