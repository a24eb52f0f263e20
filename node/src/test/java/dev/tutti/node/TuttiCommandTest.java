package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuttiCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path home;

    private int tutti(String... arguments) {
        return Main.commandLine(new PrintWriter(out), new PrintWriter(err), Map.of(), home)
                .execute(arguments);
    }

    @Test
    void helpIsThereByEveryUsualName() {
        for (String word : new String[] {"--help", "-h", "help"}) {
            assertThat(tutti(word)).as(word).isZero();
        }
        assertThat(out.toString()).contains("up", "Start the hub");
        assertThat(tutti("up", "--help")).isZero();
        assertThat(out.toString()).contains("--tls-port=PORT");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void versionIsThereByEveryUsualName() {
        assertThat(tutti("--version")).isZero();
        assertThat(tutti("version")).isZero();
        assertThat(tutti("up", "--version")).isZero();
        assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("tutti "));
    }

    @Test
    void aMistypedOptionIsAnsweredWithTheNearestKnownOne() {
        assertThat(tutti("up", "--prot", "1")).isEqualTo(2);
        assertThat(tutti("up", "--tlsport=1")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "--prot is no option of this command. Is it --port?",
                        "--tlsport is no option of this command. Is it --tls-port?");
    }

    @Test
    void aFolderWithoutAPathStartsNothing() {
        assertThat(tutti("up", "--data", "")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--data: \"\" is not allowed for data.");
    }
}
