package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.node.network.AddressWatcher;
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
}
