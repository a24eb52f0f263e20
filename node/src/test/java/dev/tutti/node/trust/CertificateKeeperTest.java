package dev.tutti.node.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateKeeperTest {
    private static final LeafNames HOME = LeafNames.of("booth.local", List.of(InetAddress.ofLiteral("192.168.7.20")));
    private static final LeafNames MOVED = LeafNames.of("booth.local", List.of(InetAddress.ofLiteral("10.0.0.5")));

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private CertificateAuthority authority;
    private CertificateKeeper keeper;

    @BeforeEach
    void makeKeeper() throws Exception {
        authority = CertificateAuthority.openOrCreate(folder, "Booth", () -> now, Entropy.seeded(7));
        keeper = new CertificateKeeper(authority, folder, () -> now);
    }

    @Test
    void theSameNamesKeepTheCertificate() throws Exception {
        assertThat(keeper.renewIfStale(HOME)).isPresent();
        assertThat(keeper.renewIfStale(HOME)).isEmpty();
    }

    @Test
    void aNewAddressGetsANewCertificate() throws Exception {
        keeper.renewIfStale(HOME);

        assertThat(keeper.renewIfStale(MOVED)).isPresent();
        assertThat(keeper.leaf().orElseThrow().certificate().getSubjectAlternativeNames())
                .contains(List.of(7, "10.0.0.5"));
    }

    @Test
    void itIsRenewedLongBeforeItEnds() throws Exception {
        keeper.renewIfStale(HOME);
        var first = keeper.leaf().orElseThrow().certificate();

        now = first.getNotAfter().toInstant().minus(Duration.ofDays(59));

        assertThat(keeper.renewIfStale(HOME)).isPresent();
        assertThat(keeper.leaf().orElseThrow().certificate().getNotAfter()).isAfter(first.getNotAfter());
    }

    @Test
    void aCertificateFromTheFutureIsReplacedWhenTheClockWasSetBack() throws Exception {
        keeper.renewIfStale(HOME);
        now = now.minus(Duration.ofDays(30));

        assertThat(keeper.renewIfStale(HOME)).isPresent();
    }

    @Test
    void aRestartKeepsTheCertificate() throws Exception {
        keeper.renewIfStale(HOME);
        var restarted = new CertificateKeeper(authority, folder, () -> now);

        assertThat(restarted.renewIfStale(HOME)).isPresent();
        assertThat(restarted.leaf().orElseThrow().certificate())
                .isEqualTo(keeper.leaf().orElseThrow().certificate());
    }

    @Test
    void aDamagedCertificateIsMadeAgain() throws Exception {
        keeper.renewIfStale(HOME);
        Files.writeString(folder.resolve("hub.crt"), "not a certificate");
        var restarted = new CertificateKeeper(authority, folder, () -> now);

        assertThat(restarted.renewIfStale(HOME)).isPresent();
        assertThat(restarted.leaf().orElseThrow().certificate())
                .isNotEqualTo(keeper.leaf().orElseThrow().certificate());
    }

    @Test
    void aClientThatTrustsTheAuthorityShakesHands() throws Exception {
        now = dev.tutti.foundation.WallClock.system().now();
        var fresh = Files.createDirectories(folder.resolve("fresh"));
        authority = CertificateAuthority.openOrCreate(fresh, "Booth", () -> now, Entropy.seeded(8));
        var store = new CertificateKeeper(authority, fresh, () -> now)
                .renewIfStale(HOME)
                .orElseThrow();
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, CertificateKeeper.password());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);

        assertThat(handshake(context, clientTrusting(authority.certificate()))).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> handshake(context, SSLContext.getDefault()))
                .isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
    }

    private static SSLContext clientTrusting(X509Certificate certificate) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("tutti", certificate);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String handshake(SSLContext server, SSLContext client) throws Exception {
        var loopback = InetAddress.getLoopbackAddress();
        try (var listener = server.getServerSocketFactory().createServerSocket(0, 1, loopback)) {
            var answering = Thread.startVirtualThread(() -> {
                try (var socket = (SSLSocket) listener.accept()) {
                    socket.startHandshake();
                } catch (java.io.IOException _) {
                    // the client's refusal is what the test looks at
                }
            });
            try (var socket = (SSLSocket) client.getSocketFactory().createSocket(loopback, listener.getLocalPort())) {
                var parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return socket.getSession().getProtocol();
            } finally {
                answering.join(Duration.ofSeconds(5));
            }
        }
    }
}
