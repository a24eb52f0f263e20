package dev.tutti.node.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tutti.foundation.Entropy;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path folder;

    private CertificateAuthority authority;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = open();
    }

    @Test
    void aLeafForPrivateAddressesAndLocalNamesIsValid() throws Exception {
        var names = LeafNames.of(
                "booth.local", List.of(InetAddress.ofLiteral("192.168.7.20"), InetAddress.ofLiteral("fd00::20")));

        var leaf = authority.issue(names, NOW);

        assertThatCode(() -> validate(leaf)).doesNotThrowAnyException();
        assertThat(leaf.certificate().getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(2, "booth.local"), List.of(7, "192.168.7.20"));
    }

    @Test
    void aLeafForAPublicNameFailsPkixValidation() throws Exception {
        var leaf = authority.sign(new LeafNames(List.of("bank.example.com"), List.of()), NOW);

        assertThatThrownBy(() -> validate(leaf)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void aLeafForAPublicAddressFailsPkixValidation() throws Exception {
        for (String address : List.of("8.8.8.8", "2001:db8::1", "172.32.0.1", "100.128.0.1")) {
            var leaf = authority.sign(new LeafNames(List.of("booth.local"), List.of(address)), NOW);

            assertThatThrownBy(() -> validate(leaf)).isInstanceOf(CertPathValidatorException.class);
        }
    }

    @Test
    void itRefusesToIssueWhatItCannotVouchFor() {
        assertThatThrownBy(() -> authority.issue(new LeafNames(List.of("example.com"), List.of()), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> authority.issue(new LeafNames(List.of("localhost"), List.of("8.8.8.8")), NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPublicAddressOfTheMachineIsLeftOutInsteadOfSpoilingTheCertificate() throws Exception {
        var names = LeafNames.of(
                "booth.local", List.of(InetAddress.ofLiteral("203.0.113.9"), InetAddress.ofLiteral("10.1.2.3")));

        assertThat(names.addresses()).contains("10.1.2.3").doesNotContain("203.0.113.9");
        assertThatCode(() -> validate(authority.issue(names, NOW))).doesNotThrowAnyException();
    }

    @Test
    void aLeafLivesAtMost398DaysAndAuthorityCannotSignAuthorities() throws Exception {
        var leaf = authority.issue(LeafNames.of("booth.local", List.of()), NOW).certificate();

        var life = Duration.between(
                leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
        assertThat(life).isLessThanOrEqualTo(Duration.ofDays(398));
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(authority.certificate().getBasicConstraints()).isZero();
        assertThat(authority.certificate().getCriticalExtensionOIDs()).contains("2.5.29.30");
    }

    @Test
    void theKeyIsReadableByItsOwnerOnly() throws Exception {
        assertOwnerOnly();
    }

    private void assertOwnerOnly() throws Exception {
        assertThat(permissions("ca.key")).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }

    @Test
    void widerPermissionsAreMendedAtTheNextStart() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("ca.key"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

        open();

        assertOwnerOnly();
    }

    @Test
    void theSameAuthorityIsThereAfterARestart() throws Exception {
        assertThat(open().certificate()).isEqualTo(authority.certificate());
    }

    private String permissions(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    @Test
    void anAuthorityThatEndedOrSoonWillIsReplacedAndTheHubSaysSo() throws Exception {
        assertThat(authority.renewedAt()).isEmpty();
        for (Duration past : List.of(Duration.ofDays(-89), Duration.ofDays(400))) {
            var before = open().certificate();
            var late = before.getNotAfter().toInstant().plus(past);

            var renewed = openAt(late);

            assertThat(renewed.certificate().getPublicKey()).isNotEqualTo(before.getPublicKey());
            assertThat(renewed.renewedAt()).contains(late.truncatedTo(ChronoUnit.SECONDS));
            assertThat(openAt(late).certificate()).isEqualTo(renewed.certificate());
            assertThat(permissions("ca.old.key")).isEqualTo("rw-------");
        }
    }

    @Test
    void anAuthorityThatLivesLongEnoughStays() throws Exception {
        var end = authority.certificate().getNotAfter().toInstant();
        var late = openAt(end.minus(Duration.ofDays(91)));
        assertThat(late.certificate()).isEqualTo(authority.certificate());
        var leaf = late.issue(LeafNames.of("booth.local", List.of()), end.minus(Duration.ofDays(91)));
        assertThat(leaf.certificate().getNotAfter())
                .isEqualTo(late.certificate().getNotAfter());
    }

    @Test
    void aClockThatWasNeverSetCostsNobodyTheirTrust() throws Exception {
        var lost = openAt(Instant.EPOCH.plus(Duration.ofHours(1)));
        assertThat(lost.certificate()).isEqualTo(authority.certificate());
        assertThat(open().certificate()).isEqualTo(authority.certificate());
    }

    @Test
    void halfAnAuthorityLeftByACrashIsReplaced() throws Exception {
        var other = Files.createTempDirectory(folder, "other");
        CertificateAuthority.openOrCreate(other, "Booth laptop", () -> NOW, Entropy.seeded(8));
        Files.copy(other.resolve("ca.key"), folder.resolve("ca.key"), StandardCopyOption.REPLACE_EXISTING);
        authority = open();
        assertThatCode(() -> validate(authority.issue(LeafNames.of("booth.local", List.of()), NOW)))
                .doesNotThrowAnyException();
    }

    private CertificateAuthority open() throws Exception {
        return openAt(NOW);
    }

    private CertificateAuthority openAt(Instant now) throws Exception {
        return CertificateAuthority.openOrCreate(folder, "Booth laptop", () -> now, Entropy.seeded(7));
    }

    /** The authority stands in the path, as JDK reads no constraints from an anchor; the anchor is its bare key. */
    private void validate(Leaf leaf) throws GeneralSecurityException {
        var certificate = authority.certificate();
        var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf.certificate(), certificate));
        var anchor = new TrustAnchor(certificate.getSubjectX500Principal(), certificate.getPublicKey(), null);
        var parameters = new PKIXParameters(Set.of(anchor));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }
}
