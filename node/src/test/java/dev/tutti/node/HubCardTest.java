package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.node.network.AddressWatcher;
import dev.tutti.node.terminal.QrText;
import dev.tutti.node.terminal.Welcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class HubCardTest {
    private static final InetAddress WIFI = InetAddress.ofLiteral("192.168.7.20");

    private static List<String> unreached(List<InetAddress> machine, String... bind) throws Exception {
        var watcher = new AddressWatcher(
                () -> machine,
                List.of(bind).stream().map(InetAddress::ofLiteral).toList());
        watcher.poll();
        return HubCard.unreached(watcher, watcher.current().isEmpty());
    }

    @Test
    void whatIsNotThereIsSaidAndAwaited() throws Exception {
        assertThat(unreached(List.of(WIFI), "10.99.99.99"))
                .containsExactly("10.99.99.99 is not an address of this machine; waiting for it");
        assertThat(unreached(List.of(WIFI), "192.168.7.20", "fd00::2"))
                .containsExactly("fd00::2 is not an address of this machine; waiting for it");
        assertThat(unreached(List.of(WIFI), "127.0.0.1"))
                .containsExactly("nobody else: --bind keeps the hub to this machine");
        assertThat(unreached(List.of())).singleElement().asString().startsWith("no network yet");
        assertThat(unreached(List.of(WIFI))).isEmpty();
    }

    @Test
    void theTerminalSaysItInThePlaceOfTheAddress() {
        var text = new StringWriter();
        new Welcome(
                        "Booth",
                        List.of(),
                        List.of("10.99.99.99 is not an address of this machine; waiting for it"),
                        "http://localhost:8080",
                        new Welcome.TrustLines(List.of("amber"), "AB:CD", null),
                        null,
                        1)
                .print(new PrintWriter(text), true);

        assertThat(text.toString())
                .contains("  Everybody    10.99.99.99 is not an address of this machine; waiting for it")
                .doesNotContain("no address that others reach");
    }

    @Test
    void aMoveIsPrintedWithTheNewAddressAndItsCode() {
        var text = new StringWriter();
        var url = "https://192.168.7.21:8443";
        var trust = new Welcome.TrustLines(List.of("amber"), "AB:CD", null);
        new Welcome("Booth", List.of(url), List.of(), "http://localhost:8080", trust, null, 1)
                .printAgain(new PrintWriter(text), true);

        assertThat(text.toString())
                .contains("  Everybody    " + url)
                .contains(String.join(
                        System.lineSeparator(),
                        QrText.lines(url, true).stream().map("  "::concat).toList()))
                .contains("  Trust words  amber")
                .doesNotContain("is ready");
    }

    @Test
    void aPublicAddressBesidePrivateOnesIsNotLeftOutWithoutAWord() {
        var internet = InetAddress.ofLiteral("192.0.2.2");
        var unique = InetAddress.ofLiteral("fd00::2");
        var global = InetAddress.ofLiteral("2001:db8::2");

        assertThat(Reach.leftOut(List.of(internet, unique))).containsExactly(internet);
        assertThat(Reach.isPublic(internet))
                .isEqualTo("192.0.2.2 is public: the hub's certificate is for private addresses only");
        assertThat(Reach.leftOut(List.of(WIFI, global)))
                .as("nobody types these")
                .isEmpty();
        assertThat(Reach.leftOut(List.of(internet))).as("it is shown").isEmpty();
    }
}
