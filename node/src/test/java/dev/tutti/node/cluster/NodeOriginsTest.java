package dev.tutti.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeOriginsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://192.168.7.21:8443",
                "https://10.0.0.7",
                "https://100.64.1.2:443",
                "https://[fd00::21]:8443",
                "https://[fe80::1]"
            })
    void whereANodeCanStandIsTaken(String origin) {
        assertThat(NodeOrigins.isOfNode(origin)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "https://*",
                "https://*:8443",
                "http://192.168.7.21:8080",
                "ws://192.168.7.21:8443",
                "https://evil.example:8443",
                "https://evil.local:8443",
                "https://8.8.8.8:8443",
                "https://127.0.0.1:8443",
                "https://localhost:8443",
                "https://[::1]:8443",
                "https://[::ffff:192.168.7.21]:8443",
                "https://[::ffff:c0a8:715]:8443",
                "https://192.168.7.21:8443/",
                "https://192.168.7.21:8443; script-src *",
                "https://192.168.7.21:8443 https://evil.example",
                "https://192.168.7.21:0",
                "https://192.168.7.21:65536",
                "https://192.168.7.021:8443",
                "https://192.168.1861:8443",
                "https://192.168.7.300:8443",
                "https://[FD00::21]:8443",
                "https://[fd00:0:0::21]:8443",
                "https://[:::]:8443",
                "https://user@192.168.7.21:8443",
                "https://192.168.7.21:8443\n"
            })
    void whatIsNoPlaceOfANodeIsLeftOut(String origin) {
        assertThat(NodeOrigins.isOfNode(origin)).isFalse();
    }
}
