package dev.tutti.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.benchmarks.Report;
import dev.tutti.benchmarks.impair.WireProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoadTestTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private int result(String... words) throws Exception {
        var errors = new PrintStream(said, true, StandardCharsets.UTF_8);
        return LoadTest.result(new Report(new PrintStream(OutputStream.nullOutputStream())), List.of(words), errors);
    }

    private String firstLine() {
        return said.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--participants 5000 | --participants 5000 is not within 2 and 1500.",
                "--participants 10,,25 | --participants  is not within 2 and 1500.",
                "--participants many | --participants many is not within 2 and 1500.",
                "--seconds 0 | --seconds 0 is not within 1 and 3600.",
                "--seed -1 | --seed -1 is not within 0 and 2147483647.",
                "--profile D | There is no profile D.",
                "--storm maybe | --storm is yes or no, not maybe.",
                "--nodes 9 | --nodes 9 is not within 1 and 5.",
                "--nodes 2 --hub http://localhost:1 --owner x"
                        + "| --nodes starts nodes of its own; --hub and --livekit name a server that runs.",
                "--hub http://localhost:1 | --hub and --owner belong together.",
                "--owner x | --hub and --owner belong together.",
                "--hub hall.local --owner x | --hub hall.local is no address such as https://hall.local:8443.",
                "--hub http://a/b --owner x | --hub http://a/b is no address such as https://hall.local:8443.",
                "--livekit ws://localhost:1 | --livekit wants --key and --secret, or --token.",
                "--livekit ws://localhost:1 --key k | --key and --secret belong together.",
                "--livekit ws://a:1 --hub http://b:1 --owner x | --hub and --livekit name two servers; one is tested at a time.",
                "--hub http://localhost:1 --owner x --pid none | --pid none is not within 1 and 2147483647.",
                "--louder yes | --louder is no option with a value.",
                "--seconds | --seconds is no option with a value.",
                "participants 10 | participants is no option with a value."
            })
    void wordsThatSayNothingAreAnsweredByASentenceAndTheUsage(String words, String sentence) throws Exception {
        assertThat(result(words.split(" ", -1))).isEqualTo(2);
        assertThat(firstLine()).isEqualTo(sentence);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("./tutti loadtest [OPTION VALUE]…");
    }

    @Test
    void aFileWithoutACertificateIsSaidToBeNone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        String missing = folder.resolve("missing.pem").toString();

        assertThat(result("--hub", "https://localhost:1", "--owner", "x", "--ca", file.toString()))
                .isEqualTo(2);
        assertThat(firstLine()).isEqualTo("--ca " + file + " is no file with a certificate.");
        said.reset();
        assertThat(result("--hub", "https://localhost:1", "--owner", "x", "--ca", missing))
                .isEqualTo(2);
        assertThat(firstLine()).isEqualTo("--ca " + missing + " is no file with a certificate.");
    }

    @Test
    void aServerThatIsNotThereIsSaidToBeSo() throws Exception {
        String port = Integer.toString(freePort());

        assertThat(result("--hub", "http://localhost:" + port, "--owner", "x")).isEqualTo(1);
        assertThat(firstLine()).isEqualTo("The server cannot be used: nothing answers there.");
        said.reset();
        assertThat(result("--livekit", "ws://localhost:" + port, "--key", "k", "--secret", "s".repeat(32)))
                .isEqualTo(1);
        assertThat(firstLine()).isEqualTo("The server cannot be used: nothing answers there.");
    }

    @Test
    void aNameThatIsNoMachineIsSaidToBeNone() throws Exception {
        assertThat(result("--hub", "http://no-such-machine.invalid:8080", "--owner", "x"))
                .isEqualTo(1);
        assertThat(firstLine()).isEqualTo("The server cannot be used: there is no machine of that name.");
        said.reset();
        assertThat(result("--livekit", "ws://no-such-machine.invalid:8080", "--key", "k", "--secret", "s".repeat(32)))
                .isEqualTo(1);
        assertThat(firstLine()).isEqualTo("The server cannot be used: there is no machine of that name.");
    }

    @Test
    void tokensOneAParticipantAreCounted() throws Exception {
        assertThat(result("--livekit", "ws://localhost:1", "--token", "one", "--participants", "2"))
                .isEqualTo(2);
        assertThat(firstLine()).isEqualTo("1 token for 2 participants; two with one would throw each other out.");
    }

    @Test
    void withoutWordsFourSizesArePlayedOverABareWire() {
        var words = LoadWords.read(List.of());

        assertThat(words.participants()).containsExactly(10, 25, 50, 100);
        assertThat(words.profiles()).containsExactly(WireProfile.NONE);
        assertThat(words.nodes()).isEqualTo(1);
        assertThat(words.timing().storm()).isTrue();
    }

    @Test
    void aThousandAndThreeProfilesMayBeAskedFor() {
        var words = LoadWords.read(List.of("--participants", "1000", "--profile", "A,b,C", "--storm", "no"));

        assertThat(words.participants()).containsExactly(1000);
        assertThat(words.profiles()).containsExactly(WireProfile.A, WireProfile.B, WireProfile.C);
        assertThat(words.timing().storm()).isFalse();
    }

    /** Of a door that was just closed: nobody listens there. */
    private static int freePort() throws IOException {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return door.getLocalPort();
        }
    }
}
