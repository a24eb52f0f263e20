package dev.tutti.node.doctor;

import dev.tutti.node.network.AddressText;
import dev.tutti.node.trust.HubTrust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Is the certificate signed by the authority, valid now and for some time, and for the addresses of this machine? */
final class CertificateCheck implements Check {
    private static final String NAME = "certificate";
    private static final Duration SOON = Duration.ofDays(30);
    private static final String RESTART = "Start the hub: it makes a new one by itself.";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var folder = patient.config().data().resolve("trust");
        var authorityFile = folder.resolve("ca.crt");
        var leafFile = folder.resolve("hub.crt");
        if (!Files.isReadable(authorityFile) || !Files.isReadable(leafFile)) {
            return List.of(Finding.skipped(NAME, "", "this folder's hub was never started"));
        }
        try {
            var authority = read(authorityFile);
            var leaf = read(leafFile);
            leaf.verify(authority.getPublicKey());
            var findings = new ArrayList<Finding>();
            findings.add(judge("authority", authority, patient.wallClock().now()));
            findings.add(judge("hub", leaf, patient.wallClock().now()));
            findings.addAll(names(leaf, patient));
            return findings;
        } catch (IOException | GeneralSecurityException e) {
            return List.of(Finding.failed(NAME, "", "cannot be used: " + e.getMessage(), RESTART));
        }
    }

    private static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    static Finding judge(String which, X509Certificate certificate, Instant now) {
        var from = certificate.getNotBefore().toInstant();
        var until = certificate.getNotAfter().toInstant();
        var end = LocalDate.ofInstant(until, ZoneOffset.UTC);
        if (now.isBefore(from)) {
            return Finding.failed(
                    NAME, which, "is valid only from " + from, "Set this machine's clock: it says " + now + ".");
        }
        if (now.isAfter(until)) {
            return Finding.failed(NAME, which, "ended on " + end, RESTART);
        }
        if (now.plus(SOON).isAfter(until)) {
            return Finding.warning(NAME, which, "ends on " + end, RESTART);
        }
        return Finding.ok(NAME, which, "valid until " + end);
    }

    private static List<Finding> names(X509Certificate leaf, Patient patient) throws GeneralSecurityException {
        var named = new ArrayList<InetAddress>();
        Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
        for (var one : alternatives == null ? List.<List<?>>of() : alternatives) {
            if (Integer.valueOf(7).equals(one.get(0))) {
                named.add(InetAddress.ofLiteral((String) one.get(1)));
            }
        }
        return patient.addresses().stream()
                .filter(address -> HubTrust.vouchesFor(address) && !named.contains(address))
                .map(address -> Finding.warning(
                        NAME,
                        AddressText.of(address),
                        "the certificate is not for this address",
                        "A running hub makes a new one within seconds; start it, or try again."))
                .toList();
    }
}
