package dev.tutti.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTest {
    @Test
    void lastLineIsOneJsonObject() {
        var out = new ByteArrayOutputStream();
        var report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8));
        report.say("method: %d rounds", 9);
        report.put("grant_ms", Samples.of(1, 2, 3.14159), 50, 99);
        report.put("cpu_us", Map.of("10", 4.0)).put("requests", 10_000);
        report.finish();
        assertThat(out.toString(StandardCharsets.UTF_8).strip().lines().toList().getLast())
                .isEqualTo("{\"grant_ms\":{\"p50\":2,\"p99\":3.142},\"cpu_us\":{\"10\":4},\"requests\":10000}");
    }

    @Test
    void whatWasNotMeasuredIsNull() {
        var out = new ByteArrayOutputStream();
        var report = new Report(new PrintStream(out, true, StandardCharsets.UTF_8));
        report.put("clipped_ms", new Samples(), 95);
        report.finish();
        assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo("{\"clipped_ms\":{\"p95\":null}}");
    }
}
