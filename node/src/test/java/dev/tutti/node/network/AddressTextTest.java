package dev.tutti.node.network;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void usualPortsAreLeftOutOfAddresses() {
        var urls = HubUrls.of(List.of(InetAddress.ofLiteral("fd00::2"), InetAddress.ofLiteral("10.0.0.5")), 80, 443);

        assertThat(urls.https()).containsExactly("https://[fd00::2]", "https://10.0.0.5");
        assertThat(urls.localHttp()).isEqualTo("http://localhost");
        assertThat(HubUrls.of(List.of(), 8080, 8443).best()).isEqualTo("http://localhost:8080");
    }
}
