package dev.tutti.benchmarks.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProcessCpuTest {
    @Test
    void threadsThatBeganInBetweenCountWhole() {
        var before = new ProcessCpu.Reading(Map.of("1", 100L, "2", 50L), 0);
        var after = new ProcessCpu.Reading(Map.of("1", 130L, "2", 50L, "3", 7L), 9);
        assertThat(after.nsSince(before)).isEqualTo(37);
    }

    @Test
    void readsEveryThreadOfThisProcess() {
        var reading = new ProcessCpu(ProcessHandle.current().pid()).read();
        assertThat(reading.nsByThread()).hasSizeGreaterThan(2);
        assertThat(reading.nsSince(new ProcessCpu.Reading(Map.of(), 0))).isPositive();
    }
}
