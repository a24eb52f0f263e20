package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.gateway.http.AddressGuard;
import dev.tutti.gateway.http.Endpoint;
import dev.tutti.gateway.http.TlsIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets and certificates that come and go while the hub runs. */
class TlsTest {
    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "127.0.0.2");
    private static final AddressGuard.Allowed ALLOWED = new AddressGuard.Allowed(HOSTS, Set.of());
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private TlsIdentity identity(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new TlsIdentity(store, PASSWORD);
    }

    private static HttpClient trusting(TlsIdentity identity) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("hub", identity.keyStore().getCertificate("hub"));
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int port(TestHub hub, boolean tls) {
        return hub.gateway.bound().stream()
                .filter(e -> e.tls() == tls)
                .findFirst()
                .orElseThrow()
                .port();
    }

    @Test
    void httpsSpeaksHttp2AndCarriesWebSockets() throws Exception {
        TlsIdentity identity = identity("first");
        var endpoints = List.of(new Endpoint("127.0.0.1", 0, false), new Endpoint("127.0.0.1", 0, true));
        try (var hub = new TestHub(TestHub.Wishes.NONE.at(endpoints, identity, HOSTS))) {
            HttpClient client = trusting(identity);
            HttpResponse<String> answer = get(client, "https://localhost:" + port(hub, true) + "/hub");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.body()).contains("\"secure\":true");
            EventSocket socket = EventSocket.open(
                    client, URI.create("wss://localhost:" + port(hub, true) + "/rtc?access_token=good"), List.of());
            assertThat(socket.nextBinary()).hasSize(5);
        }
    }

    @Test
    void anotherCertificateIsShownWithoutARestart() throws Exception {
        TlsIdentity first = identity("first");
        TlsIdentity second = identity("second");
        var endpoints = List.of(new Endpoint("127.0.0.1", 0, true));
        try (var hub = new TestHub(TestHub.Wishes.NONE.at(endpoints, first, HOSTS))) {
            HttpClient before = trusting(first);
            HttpClient after = trusting(second);
            String url = "https://localhost:" + port(hub, true) + "/healthz";
            assertThat(get(before, url).statusCode()).isEqualTo(200);
            hub.gateway.readdress(new Gateway.Addresses(endpoints, ALLOWED, second));
            HttpResponse<String> answer = get(after, url);
            assertThat(answer.statusCode()).isEqualTo(200);
            var shown = (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
            assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=second");
        }
    }

    @Test
    void socketsComeAndGoAndOpenConnectionsStay() throws Exception {
        try (var hub = new TestHub(TestHub.Wishes.NONE.at(List.of(new Endpoint("127.0.0.1", 0, false)), null, HOSTS))) {
            HttpClient client = HttpClient.newHttpClient();
            EventSocket open = EventSocket.open(
                    client, URI.create("ws://127.0.0.1:" + hub.port() + "/rtc?access_token=good"), List.of());
            open.nextBinary();
            var both = List.of(new Endpoint("127.0.0.1", 0, false), new Endpoint("127.0.0.2", 0, false));
            hub.gateway.readdress(new Gateway.Addresses(both, ALLOWED, null));
            int added = hub.gateway.bound().getLast().port();
            String url = "http://127.0.0.2:" + added + "/healthz";
            assertThat(get(client, url).statusCode()).isEqualTo(200);
            open.send(new byte[] {1});
            assertThat(open.nextBinary()).hasSize(1);

            hub.gateway.readdress(new Gateway.Addresses(both.subList(0, 1), ALLOWED, null));
            assertThat(hub.gateway.bound()).hasSize(1);
            assertThatThrownBy(() -> get(HttpClient.newHttpClient(), url)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void addressThatCannotBeBoundIsSaidAndTheOthersWork() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var hub = new TestHub()) {
            HttpClient client = HttpClient.newHttpClient();
            var wanted = List.of(
                    new Endpoint("127.0.0.1", 0, false),
                    new Endpoint("127.0.0.1", taken.getLocalPort(), false),
                    new Endpoint("127.0.0.2", 0, false));
            assertThatThrownBy(() -> hub.gateway.readdress(new Gateway.Addresses(wanted, ALLOWED, null)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
            String url = "http://127.0.0.2:" + hub.gateway.bound().getLast().port() + "/healthz";
            assertThat(get(client, url).statusCode()).isEqualTo(200);
        }
    }
}
