package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.AddressBlock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.data.DataFolder;
import dev.tutti.node.logging.HubLogging;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole hub in this process; loopback addresses stand for those of a network. */
class HubTest {
    private static final InetAddress WIFI = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress CABLE = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    Path folder;

    private volatile List<InetAddress> machine = List.of(WIFI);

    @Test
    void itServesOnEveryAddressByHttpsThatItsAuthorityVouchesFor() throws Exception {
        try (var data = data();
                var hub = Hub.start(config(0), platform(), data)) {
            assertThat(hub.reach().urls().https()).singleElement().asString().startsWith("https://127.0.0.2:");

            var answer = get(hub.reach().urls().best() + "/hub");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body())
                    .contains("\"name\":\"Booth\"")
                    .contains(hub.trust().identity().fingerprint());
            assertThat(get(hub.reach().urls().localHttp() + "/readyz").statusCode())
                    .isEqualTo(200);
            assertThat(get(hub.reach().urls().localHttp() + "/metrics").body()).contains("tutti_sessions 1.0");
            assertThat(get(hub.reach().urls().best() + "/trust/ca.crt").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aNewAddressGetsSocketsAndACertificateAndTheOldOneIsGone() throws Exception {
        try (var data = data();
                var hub = Hub.start(config(0), platform(), data)) {
            var told = new AtomicInteger();
            hub.onMove(told::incrementAndGet);
            var before = hub.reach().urls().best();

            machine = List.of(CABLE);
            hub.housekeeping().lookNow();

            var now = hub.reach().urls().best();
            assertThat(now).startsWith("https://127.0.0.3:");
            assertThat(get(now + "/healthz").statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> get(before + "/healthz")).isInstanceOf(ConnectException.class);
            assertThat(told).hasValue(1);
            assertThat(isTaken(CABLE, hub.reach().mediaPort())).isTrue();
            assertThat(isTaken(WIFI, hub.reach().mediaPort())).isFalse();

            hub.housekeeping().lookNow();
            assertThat(told).hasValue(1);
        }
    }

    @Test
    void theOwnerLinkComesAgainUntilItWasUsedAndLeadsIntoOneRoom() throws Exception {
        try (var data = data()) {
            String code;
            try (var hub = Hub.start(config(0), platform(), data)) {
                assertThat(hub.ownerLink()).isPresent();
            }
            try (var hub = Hub.start(config(0), platform(), data)) {
                code = hub.ownerLink().orElseThrow().substring("/#/o/".length());
                assertThat(get(hub.reach().urls().localHttp() + "/metrics").body())
                        .contains("tutti_sessions 1.0");
                var answer = post(hub.reach().urls().localHttp() + "/auth/exchange", "{\"code\":\"" + code + "\"}");
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"grant\":\"owner\"");
                assertThat(snapshot(hub, answer.body())).contains("\"talk_limit_s\":17");
            }
            try (var hub = Hub.start(config(0), platform(), data)) {
                assertThat(hub.ownerLink()).isEmpty();
                var again = post(hub.reach().urls().localHttp() + "/auth/exchange", "{\"code\":\"" + code + "\"}");
                assertThat(again.statusCode()).isIn(404, 410);
            }
        }
    }

    @Test
    void whatTheHubWritesIsForItsOwnerOnly() throws Exception {
        try (var data = data()) {
            HubLogging.keepIn(data.folder("logs"));
            Hub.start(config(0), platform(), data).close();
            try (var files = Files.walk(folder.resolve("data"))) {
                assertThat(files.filter(Files::isRegularFile).toList())
                        .hasSizeGreaterThan(6)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aTakenPortIsAClearErrorAndLeavesNothingBehind() throws Exception {
        try (var data = data()) {
            int port;
            try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                port = taken.getLocalPort();
                assertThatThrownBy(() -> Hub.start(config(port), platform(), data))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("Port " + port + " is taken by process "
                                + ProcessHandle.current().pid());
            }
            Hub.start(config(port), platform(), data).close();
        }
    }

    @Test
    void aMachineWithoutANetworkServesItself() throws Exception {
        machine = List.of();
        try (var data = data();
                var hub = Hub.start(config(0), platform(), data)) {
            assertThat(hub.reach().urls().https()).isEmpty();
            assertThat(get(hub.reach().urls().best() + "/healthz").statusCode()).isEqualTo(200);
        }
    }

    private static boolean isTaken(InetAddress address, int udpPort) {
        try (var _ = new DatagramSocket(udpPort, address)) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private DataFolder data() throws Exception {
        return DataFolder.open(folder.resolve("data"));
    }

    private HubConfig config(int httpPort) {
        return new HubConfig(
                folder.resolve("data"),
                new HubConfig.Identity("Booth", false),
                new HubConfig.Places(List.of(), List.of()),
                new HubConfig.Ports(httpPort, 0, 0),
                new HubConfig.LiveKit(Map.of(), List.of()),
                new HubConfig.Limits(new HubConfig.Rates(100, 100, 600), OpenConnections.Limits.DEFAULT, 17),
                new HubConfig.Metrics(List.of(AddressBlock.parse("127.0.0.0/30")), ""),
                HubConfig.Nodes.ALONE);
    }

    private Hub.Platform platform() {
        return new Hub.Platform(NanoClock.system(), WallClock.system(), Entropy.system(), () -> machine);
    }

    private String snapshot(Hub hub, String exchanged) throws Exception {
        var json = new JsonMapper().readTree(exchanged);
        var path = "/session/" + json.get("session").get("id").asString() + "/snapshot";
        return send(HttpRequest.newBuilder(URI.create(hub.reach().urls().localHttp() + path))
                        .header("Authorization", "Bearer " + json.get("token").asString()))
                .body();
    }

    private HttpResponse<String> get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private HttpResponse<String> post(String url, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "press-of-a-button")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private SSLContext trusting() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(folder.resolve("data/trust/ca.crt"))) {
            store.setCertificateEntry("hub", (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
