package dev.tutti.node.doctor;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What another node's clock says: the {@code Date} of an answer by HTTPS (RFC 9110, 6.6.1), to the second. */
final class PeerClock {
    private static final int WAIT_MS = 1_500;
    private static final int MAX_LINES = 64;
    private static final String DATE = "date:";

    private final SSLContext tls;
    private final Patient patient;

    /** Believes who has a certificate of the authority that all nodes of the hub share. */
    PeerClock(Patient patient) throws IOException, GeneralSecurityException {
        this.patient = patient;
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Path authority = patient.config().data().resolve("trust").resolve("ca.crt");
        store.setCertificateEntry(
                "hub",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(authority))));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
    }

    /** How far it is ahead of ours, to a second or so; empty when it did not say. */
    Optional<Duration> ahead(InetSocketAddress https) {
        try (var socket = new Socket()) {
            socket.connect(https, WAIT_MS);
            socket.setSoTimeout(WAIT_MS);
            String host = https.getAddress().getHostAddress();
            try (var secured = tls.getSocketFactory().createSocket(socket, host, https.getPort(), true)) {
                secured.getOutputStream()
                        .write("HEAD /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                .formatted(host.contains(":") ? "[" + host + "]" : host)
                                .getBytes(StandardCharsets.US_ASCII));
                var answer =
                        new BufferedReader(new InputStreamReader(secured.getInputStream(), StandardCharsets.US_ASCII));
                return date(answer)
                        .map(said -> Duration.between(patient.wallClock().now(), said));
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(BufferedReader answer) throws IOException {
        for (int i = 0; i < MAX_LINES; i++) {
            String line = answer.readLine();
            if (line == null || line.isEmpty()) {
                return Optional.empty();
            }
            if (line.toLowerCase(Locale.ROOT).startsWith(DATE)) {
                return read(line.substring(DATE.length()).strip());
            }
        }
        return Optional.empty();
    }

    /** In the middle of the second that it names. */
    static Optional<Instant> read(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))
                    .plusMillis(500));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
