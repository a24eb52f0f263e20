package dev.tutti.node.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a real interface, where the system lets us make one. */
class MachineAddressesTest {
    private static final int POLLS = 200_000;
    private static final InetAddress OURS = InetAddress.ofLiteral("10.213.77.1");

    private final String name = "tutti" + ProcessHandle.current().pid() % 10_000;

    @AfterEach
    void removeInterface() throws Exception {
        ip("link", "del", name);
    }

    @Test
    void anInterfaceThatComesUpAndGoesIsSeen() throws Exception {
        assumeTrue(
                ip("link", "add", name, "type", "veth", "peer", "name", name + "p"), "an interface can be made here");
        ip("link", "set", name + "p", "up");
        var watcher = new AddressWatcher(new MachineAddresses(), List.of());
        ip("addr", "add", "10.213.77.1/32", "dev", name);
        watcher.poll();
        assertThat(watcher.current()).doesNotContain(OURS);

        ip("link", "set", name, "up");
        awaitChange(watcher);
        assertThat(watcher.current()).contains(OURS);

        ip("addr", "del", "10.213.77.1/32", "dev", name);
        awaitChange(watcher);
        assertThat(watcher.current()).doesNotContain(OURS);
    }

    /** The kernel says in its own time, up to a second later, that an interface runs. */
    private static void awaitChange(AddressWatcher watcher) throws IOException {
        for (int i = 0; i < POLLS; i++) {
            if (watcher.poll()) {
                return;
            }
        }
        throw new AssertionError("nothing changed");
    }

    private static boolean ip(String... words) throws InterruptedException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(words));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // there is no such command
        }
    }
}
