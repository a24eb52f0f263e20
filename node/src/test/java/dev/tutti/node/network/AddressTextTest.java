package dev.tutti.node.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.7.20, 192.168.7.20",
        "fd00:0:0:0:0:0:0:2, fd00::2",
        "0:0:0:0:0:0:0:1, ::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fd00:0:0:0:0:0:0:0, fd00::"
    })
    void addressesAreWrittenAsBrowsersDo(String address, String text) {
        assertThat(AddressText.of(InetAddress.ofLiteral(address))).isEqualTo(text);
    }

    /** As the system tells addresses: the zone is of this machine alone. */
    @Test
    void otherMachinesAreToldAddressesWithoutZonesAndNoLinkLocalOnes() throws Exception {
        byte[] unique = InetAddress.ofLiteral("fd00::2").getAddress();
        byte[] linkLocal = InetAddress.ofLiteral("fe80::2").getAddress();
        var all = List.of(
                InetAddress.ofLiteral("10.0.0.5"),
                InetAddress.ofLiteral("169.254.7.7"),
                Inet6Address.getByAddress(null, unique, 2),
                Inet6Address.getByAddress(null, linkLocal, 2));

        assertThat(AddressText.forOthers(all)).containsExactly("10.0.0.5", "fd00::2");
        assertThat(AddressText.forOthers(List.of(all.get(1), all.get(3))))
                .as("two machines on one cable")
                .containsExactly("169.254.7.7");
    }

    @Test
    void usualPortsAreLeftOutOfAddresses() {
        var urls = HubUrls.of(List.of(InetAddress.ofLiteral("fd00::2"), InetAddress.ofLiteral("10.0.0.5")), 80, 443);

        assertThat(urls.https()).containsExactly("https://[fd00::2]", "https://10.0.0.5");
        assertThat(urls.localHttp()).isEqualTo("http://localhost");
        assertThat(HubUrls.of(List.of(), 8080, 8443).best()).isEqualTo("http://localhost:8080");
    }
}
