package dev.tutti.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.gateway.http.AddressBlock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.wire.Rank;
import dev.tutti.wire.Timing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final String SECRET = "a-secret-of-at-least-thirty-two-characters";

    @TempDir
    Path home;

    @Test
    void measurementsAreShownToWhomTheSettingsName() throws Exception {
        var config = read(Map.of("metrics-from", "192.168.7.0/24, fd00::/8", "metrics-token", SECRET), Map.of());

        assertThat(config.metrics().from())
                .containsExactly(AddressBlock.parse("192.168.7.0/24"), AddressBlock.parse("fd00::/8"));
        assertThat(config.metrics().token()).isEqualTo(SECRET);
        assertThatThrownBy(() -> read(Map.of("metrics-from", "192.168.7.0/33"), Map.of()))
                .hasMessageContaining("addresses or networks such as 192.168.7.0/24");
        assertThatThrownBy(() -> read(Map.of("metrics-token", "too short"), Map.of()))
                .hasMessageContaining("at least 16")
                .hasMessageNotContaining("too short");
    }

    @Test
    void nothingGivenMeansTheDefaults() throws Exception {
        var config = read(Map.of(), Map.of());

        assertThat(config.ports()).isEqualTo(new HubConfig.Ports(8080, 8443, 7882, OptionalInt.of(3010)));
        assertThat(config.data()).isEqualTo(home.resolve("data"));
        assertThat(config.limits())
                .isEqualTo(new HubConfig.Limits(
                        new HubConfig.Rates(5, 10, 600), new OpenConnections.Limits(4000, 200), 10));
        assertThat(config.places().bind()).isEmpty();
        assertThat(config.liveKit().keys()).isEmpty();
    }

    @Test
    void aMachineSaysWhatItIsAndWithWhichTimesItRuns() throws Exception {
        assertThat(read(Map.of(), Map.of()).nodes().type()).isEqualTo(PeerType.HUB);
        assertThat(read(Map.of(), Map.of()).nodes().timing()).isEqualTo(Timing.FAST);

        var given = read(Map.of("node-class", "display", "timing", "frugal"), Map.of())
                .nodes();

        assertThat(given.type().nodeClass()).isEqualTo(Rank.DISPLAY);
        assertThat(given.timing()).isEqualTo(Timing.FRUGAL);
        assertThatThrownBy(() -> read(Map.of("node-class", "phone", "timing", "slow"), Map.of()))
                .hasMessageContaining("hub, controller or display")
                .hasMessageContaining("fast or frugal");
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws Exception {
        var file = file("port = 1001\ntls-port = 1002\nmedia-port = 1003\nsignal-port = off\n");
        var environment = Map.of("TUTTI_TLS_PORT", "2002", "TUTTI_MEDIA_PORT", "2003");

        var config = read(Map.of("config", file, "media-port", "3003"), environment);

        assertThat(config.ports()).isEqualTo(new HubConfig.Ports(1001, 2002, 3003, OptionalInt.empty()));
    }

    @Test
    void theFileInTheDataFolderIsReadUnasked() throws Exception {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/tutti.conf"), "# our hall\nname = \"Booth laptop\"\n\n");

        assertThat(read(Map.of(), Map.of()).identity().name()).isEqualTo("Booth laptop");
    }

    @Test
    void listsAreSeparatedByCommas() throws Exception {
        var config = read(
                Map.of("bind", "192.168.7.2, fd00::2"),
                Map.of(
                        "TUTTI_KEYS",
                        "venue:" + SECRET,
                        "TUTTI_WEBHOOKS",
                        "http://127.0.0.1:9000/hook,https://till.local/hook"));

        assertThat(config.places().bind())
                .containsExactly(InetAddress.ofLiteral("192.168.7.2"), InetAddress.ofLiteral("fd00::2"));
        assertThat(config.liveKit().keys()).isEqualTo(Map.of("venue", SECRET));
        assertThat(config.liveKit().webhooks())
                .containsExactly(URI.create("http://127.0.0.1:9000/hook"), URI.create("https://till.local/hook"));
    }

    @Test
    void whatAnInvitesQrCodeSaysIsEnoughToJoin() throws Exception {
        var scanned = read(Map.of("join", "tutti:192.168.7.20:7884?invite=ABCD-EFGH-2346"), Map.of())
                .nodes();
        var typed = read(Map.of("join", "192.168.7.20:7884", "invite", "ABCDEFGH2346"), Map.of())
                .nodes();

        assertThat(scanned).isEqualTo(typed);
        assertThat(scanned.join()).contains(new PeerAddress("192.168.7.20", 7884));
        assertThat(scanned.invite()).isPresent();
        assertThatThrownBy(() -> read(Map.of("join", "tutti:192.168.7.20?invite="), Map.of()))
                .hasMessageContaining("--join");
    }

    @Test
    void anInviteWantsAPlaceToJoinAndAWrongPlaceIsAllThatIsWrong() {
        assertThatThrownBy(() -> read(Map.of("invite", "ABCDEFGH2346"), Map.of()))
                .hasMessageContaining("there is none");
        assertThatThrownBy(() -> read(Map.of("join", "no place", "invite", "ABCDEFGH2346"), Map.of()))
                .hasMessageContaining("is not allowed for join")
                .message()
                .doesNotContain("there is none");
    }

    @Test
    void originsAreReadAsBrowsersWriteThem() throws Exception {
        var config = read(
                Map.of("origin", "https://Tutti.example.org/, http://localhost:5173,https://[fd00::2]:443"), Map.of());

        assertThat(config.places().origins())
                .containsExactly("https://tutti.example.org", "http://localhost:5173", "https://[fd00::2]");
        for (String wrong :
                List.of("tutti.example.org", "https://a.example/page", "ftp://a.example", "https://u@a.example")) {
            assertThatThrownBy(() -> read(Map.of("origin", wrong), Map.of()))
                    .as(wrong)
                    .hasMessageContaining("such as https://tutti.example.org");
        }
    }

    @Test
    void aWrongValueSaysWhereItCameFromAndWhatIsAllowed() throws IOException {
        var file = file("name = Hall\nport = many\n");

        assertThatThrownBy(() -> read(Map.of("config", file), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + " line 2: \"many\" is not allowed for port."
                        + " Allowed: a port from 1 to 65535, or 0 for any free one.");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThatThrownBy(() -> read(Map.of("port", "70000", "talk-limit", "4"), Map.of("TUTTI_BIND", "eth0")))
                .hasMessageContaining("--port")
                .hasMessageContaining("--talk-limit")
                .hasMessageContaining("TUTTI_BIND (environment)");
    }

    @Test
    void aDataFolderWithoutAPathIsRefusedFromEverySource() throws IOException {
        var file = file("data = \"\"\n");

        for (String empty : List.of("", "  ")) {
            assertThatThrownBy(() -> read(Map.of("data", empty), Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("--data: \"" + empty + "\" is not allowed for data.");
        }
        assertThatThrownBy(() -> read(Map.of(), Map.of("TUTTI_DATA", "")))
                .hasMessageStartingWith("TUTTI_DATA (environment): \"\" is not allowed for data.");
        assertThatThrownBy(() -> read(Map.of("config", file), Map.of()))
                .hasMessageStartingWith(file + " line 1: \"\" is not allowed for data.");
        assertThatThrownBy(() -> read(Map.of("data", "a\0b"), Map.of())).isInstanceOf(ConfigException.class);
    }

    @Test
    void anAddressThatIsEveryAddressIsRefused() {
        for (String every : List.of("0.0.0.0", "::", "192.168.7.2,0.0.0.0", "224.0.0.1")) {
            assertThatThrownBy(() -> read(Map.of("bind", every), Map.of()))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("leave --bind out for all addresses");
        }
    }

    @Test
    void webhooksThatNothingCouldSignAreRefused() {
        assertThatThrownBy(() -> read(Map.of("webhooks", "http://127.0.0.1:9000/hook"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--webhooks: webhooks are signed with an API key, and there is none."
                        + " Add --keys KEY:SECRET.");
        assertThatThrownBy(() -> read(Map.of("webhooks", "http://127.0.0.1:9000/hook", "keys", "k:short"), Map.of()))
                .hasMessageContaining("at least 32 characters")
                .hasMessageNotContaining("there is none");
    }

    @Test
    void anUnknownVariableIsRefusedWithTheNearestKnownOne() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("TUTTI_TLSPORT", "1")))
                .hasMessage("TUTTI_TLSPORT (environment) is no setting of the hub. Is it TUTTI_TLS_PORT?");
    }

    @Test
    void anUnknownLineOfTheFileIsRefused() throws IOException {
        var file = file("prot = 80\nnonsense\n");

        assertThatThrownBy(() -> read(Map.of("config", file), Map.of()))
                .hasMessageContaining("line 1: prot is no setting of the hub. Is it port?")
                .hasMessageContaining("line 2: \"nonsense\" is not of the form key = value.");
    }

    @Test
    void aNamedFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("TUTTI_CONFIG", "/nowhere/tutti.conf")))
                .hasMessage("TUTTI_CONFIG (environment): there is no file /nowhere/tutti.conf.");
    }

    @Test
    void aShortSecretIsRefusedAndNeverRepeatedInTheMessage() {
        assertThatThrownBy(() -> read(Map.of("keys", "venue:hunter2"), Map.of()))
                .hasMessageContaining("at least 32 characters")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void variablesOfTheScriptsAreNoSettings() throws Exception {
        assertThat(read(Map.of(), Map.of("TUTTI_JAVA_OPTS", "-Xmx1g", "PATH", "/bin")))
                .isNotNull();
    }

    private HubConfig read(Map<String, String> flags, Map<String, String> environment) throws ConfigException {
        return ConfigReader.read(flags, environment, home);
    }

    private String file(String content) throws IOException {
        var file = home.resolve("some.conf");
        Files.writeString(file, content);
        return file.toString();
    }
}
