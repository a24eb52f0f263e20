package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateTest {
    @Test
    void faultsByKindRareStepsAndOneObjectAreWhatItPrints() {
        var said = new ByteArrayOutputStream();

        boolean fine = Simulate.run(
                Simulate.Words.read("--seeds", "1", "--seed", "3", "--nodes", "4"),
                new PrintStream(said, true, StandardCharsets.UTF_8));

        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(fine).isTrue();
        for (FaultKind kind : FaultKind.values()) {
            assertThat(lines).anyMatch(line -> line.matches(" *\\d+  " + kind));
        }
        assertThat(lines).anyMatch(line -> line.contains("FOLLOWER > "));
        assertThat(lines).anyMatch(line -> line.contains("log: provisional in an island"));
        assertThat(lines.getLast())
                .matches("\\{\"seeds\":1,\"hours\":\\d+\\.\\d\\d,\"faults\":[1-9]\\d+,"
                        + "\"floor_requests\":[1-9]\\d+,\"violations\":0}");
    }

    @Test
    void withoutWordsTwentySeedsOfThreeToSevenNodesAreRun() {
        assertThat(Simulate.Words.read()).isEqualTo(new Simulate.Words(20, 1, 0));
    }

    @ParameterizedTest
    @CsvSource({"--seeds 0", "--seeds many", "--seeds", "--seed -1", "--nodes 1", "--nodes 11", "--louder 3"})
    void wordsThatSayNothingAreAnsweredByASentence(String words) {
        assertThatThrownBy(() -> Simulate.Words.read(words.split(" ", -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        words.startsWith("--louder") ? "There is no --louder." : words.split(" ", -1)[0])
                .hasMessageEndingWith("[--nodes K]");
    }
}
