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
    void guardLetsPagesReachWhereTheyCameFrom() {
        var guard = new AddressGuard(new AddressGuard.Allowed(
                Set.of("tutti.local", "localhost", "fd00::1"), Set.of("http://localhost:5173")));
        guard.checkOrigin(null, "tutti.local:8443", true);
        guard.checkOrigin("https://tutti.local:8443", "TUTTI.local:8443", true);
        guard.checkOrigin("https://tutti.local", "tutti.local:443", true);
        guard.checkOrigin("http://localhost", "localhost", false);
        guard.checkOrigin("http://localhost:8080", "localhost:8080", false);
        guard.checkOrigin("https://[fd00::1]:8443", "[fd00::1]:8443", true);
        guard.checkOrigin("http://localhost:5173", "localhost:8080", false);
    }

    @Test
    void guardAnswersByTheNamesOfTheOperatorsOrigins() {
        var guard = new AddressGuard(new AddressGuard.Allowed(
                Set.of("localhost"), Set.of("https://tutti.example.org", "http://[fd00::9]:8000")));
        guard.checkHost("tutti.example.org");
        guard.checkHost("Tutti.example.org:443");
        guard.checkHost("[fd00::9]:8000");
        assertThatThrownBy(() -> guard.checkHost("example.org")).isInstanceOf(ApiError.class);
        guard.checkOrigin("https://tutti.example.org", "tutti.example.org", false);
        assertThatThrownBy(() -> guard.checkOrigin("http://tutti.example.org", "tutti.example.org", false))
                .isInstanceOf(ApiError.class);
    }

    @Test
    void guardRefusesOtherPages() {
        var guard = new AddressGuard(new AddressGuard.Allowed(Set.of("tutti.local", "localhost"), Set.of()));
        for (String origin : new String[] {
            "null",
            "",
            "https://tutti.local:9999",
            "https://tutti.local",
            "http://tutti.local:8443",
            "https://localhost:8443",
            "http://localhost:5174",
            "https://evil.example",
            "https://evil.example:8443",
            "ftp://tutti.local:8443",
            "https://tutti.local@evil.example:8443",
            "https://evil.example@tutti.local:8443",
            "https://tutti.local:8443.evil.example",
            "%"
        }) {
            assertThatThrownBy(() -> guard.checkOrigin(origin, "tutti.local:8443", true))
                    .as(origin)
                    .isInstanceOf(ApiError.class);
        }
        assertThatThrownBy(() -> guard.checkOrigin("http://localhost:9999", "localhost:8080", false))
                .isInstanceOf(ApiError.class);
        assertThatThrownBy(() -> guard.checkOrigin("http://evil.example:8080", "evil.example:8080", false))
                .isInstanceOf(ApiError.class);
    }
}
