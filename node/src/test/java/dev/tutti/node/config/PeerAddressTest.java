package dev.tutti.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.node.network.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "hub.local, hub.local:7883",
        "10.0.0.5:80, 10.0.0.5:80",
        "fd00::2, [fd00::2]:7883",
        "[fd00::2]:80, [fd00::2]:80",
        "[fd00::2%eth0]:80, [fd00::2]:80",
        "fd00::2%eth0, [fd00::2]:7883",
        "[fe80::2%eth0]:80, [fe80::2%eth0]:80"
    })
    void whatIsTypedIsAPlace(String typed, String place) {
        assertThat(PeerAddress.parse(typed)).hasToString(place);
        assertThat(PeerAddress.parse(place)).hasToString(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub%eth0", "10.0.0.5%eth0", "hub:0", "hub:70000", "a b", "[]:80"})
    void whatIsNoPlaceIsRefused(String typed) {
        assertThatThrownBy(() -> PeerAddress.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAnInvitePrintsIsTakenByJoin() throws Exception {
        byte[] unique = InetAddress.ofLiteral("fd00::2").getAddress();
        var own = List.of(InetAddress.ofLiteral("10.0.0.5"), Inet6Address.getByAddress(null, unique, 2));

        for (var host : AddressText.forOthers(own)) {
            var printed = new PeerAddress(host, 41301);
            assertThat(PeerAddress.parse(printed.toString())).isEqualTo(printed);
        }
    }
}
