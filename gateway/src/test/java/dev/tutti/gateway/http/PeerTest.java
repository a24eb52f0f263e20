package dev.tutti.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerTest {
    @Test
    void plainHttpFromAnotherMachineIsListenOnly() {
        assertThat(new Peer("192.168.1.20", false, false, "hub:8080").listenOnly())
                .isTrue();
        assertThat(new Peer("192.168.1.20", false, true, "hub:8443").listenOnly())
                .isFalse();
        assertThat(new Peer("127.0.0.1", true, false, "localhost:8080").listenOnly())
                .isFalse();
    }

    @Test
    void guardReadsNamesWithAndWithoutPorts() {
        var guard =
                new AddressGuard(new AddressGuard.Allowed(Set.of("tutti.local", "192.168.1.20", "fd00::1"), Set.of()));
        guard.checkHost("tutti.local");
        guard.checkHost("TUTTI.local:8080");
        guard.checkHost("192.168.1.20:8443");
        guard.checkHost("[fd00::1]:8443");
        for (String host : new String[] {"", "evil.example", "192.168.1.21", "tutti.local.evil.example", "[::1"}) {
            assertThatThrownBy(() -> guard.checkHost(host)).as(host).isInstanceOf(ApiError.class);
        }
    }

    @Test
    void guardReadsOrigins() {
        var guard = new AddressGuard(new AddressGuard.Allowed(Set.of("tutti.local"), Set.of("http://localhost:5173")));
        guard.checkOrigin(null);
        guard.checkOrigin("https://tutti.local:8443");
        guard.checkOrigin("http://localhost:5173");
        for (String origin : new String[] {
            "null",
            "http://localhost:5174",
            "https://evil.example",
            "ftp://tutti.local",
            "https://tutti.local@evil.example",
            "%"
        }) {
            assertThatThrownBy(() -> guard.checkOrigin(origin)).as(origin).isInstanceOf(ApiError.class);
        }
    }
}
