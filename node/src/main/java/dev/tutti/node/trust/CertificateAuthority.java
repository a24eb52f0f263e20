package dev.tutti.node.trust;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.OwnerOnly;
import dev.tutti.foundation.WallClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs the hub's certificates with a key that was made at the first start and never leaves the data folder. */
public final class CertificateAuthority {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Clocks of devices differ: what was signed just now is valid for those that run late, too. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    /** So long before its end it is replaced; longer than what a leaf is renewed before its own. */
    static final Duration RENEW_BEFORE = Duration.ofDays(90);

    private static final int SERIAL_BYTES = 16;
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final String KEY = "ca.key";
    private static final String CERTIFICATE = "ca.crt";
    private static final String OLD_KEY = "ca.old.key";
    private static final String OLD_CERTIFICATE = "ca.old.crt";
    private static final Logger log = LoggerFactory.getLogger(CertificateAuthority.class);

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Entropy entropy;
    private final boolean renewed;

    private CertificateAuthority(PrivateKey key, X509Certificate certificate, Entropy entropy, boolean renewed) {
        this.key = key;
        this.certificate = certificate;
        this.entropy = entropy;
        this.renewed = renewed;
    }

    /**
     * Reads {@code ca.key} and {@code ca.crt} of the folder, or makes them. What has ended, or soon will, is replaced and
     * kept as {@code ca.old.*}: then every device has to trust the hub anew, and the hub runs meanwhile.
     */
    public static CertificateAuthority openOrCreate(Path folder, String hubName, WallClock clock, Entropy entropy)
            throws IOException, GeneralSecurityException {
        OwnerOnly.folder(folder);
        var keyFile = folder.resolve(KEY);
        var certificateFile = folder.resolve(CERTIFICATE);
        boolean renewed = Files.exists(folder.resolve(OLD_CERTIFICATE));
        if (Files.exists(keyFile) && Files.exists(certificateFile)) {
            var found = new CertificateAuthority(
                    Pem.privateKey(OwnerOnly.read(keyFile)),
                    Pem.certificate(Files.readAllBytes(certificateFile)),
                    entropy,
                    renewed);
            if (found.belongsTogether() && !found.isEnding(clock.now())) {
                found.warnOfClock(clock.now());
                return found;
            }
            OwnerOnly.write(folder.resolve(OLD_KEY), Files.readAllBytes(keyFile));
            OwnerOnly.write(folder.resolve(OLD_CERTIFICATE), Files.readAllBytes(certificateFile));
            renewed = true;
            log.warn(
                    "The hub's certificate authority {} {}. A new one takes its place: every device has to trust the hub"
                            + " anew, as the join page explains.",
                    found.belongsTogether() ? "ends on" : "and its key do not belong together; it would end on",
                    LocalDate.ofInstant(found.endsAt(), ZoneOffset.UTC));
        }
        var pair = newPair();
        var certificate = selfSigned(pair, hubName, clock.now(), entropy);
        OwnerOnly.write(keyFile, Pem.encode(pair.getPrivate()));
        OwnerOnly.write(certificateFile, Pem.encode(certificate));
        return new CertificateAuthority(pair.getPrivate(), certificate, entropy, renewed);
    }

    /** A crash between writing the one and the other leaves two that do not. */
    private boolean belongsTogether() throws GeneralSecurityException {
        byte[] something = certificate.getSerialNumber().toByteArray();
        var signer = Signature.getInstance(SIGNATURE);
        signer.initSign(key);
        signer.update(something);
        var verifier = Signature.getInstance(SIGNATURE);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(something);
        return verifier.verify(signer.sign());
    }

    /** Whether it is time for another one. */
    boolean isEnding(Instant now) {
        return now.plus(RENEW_BEFORE).isAfter(endsAt());
    }

    private Instant endsAt() {
        return certificate.getNotAfter().toInstant();
    }

    /** A machine without a battery for its clock may start in the past: its authority stays, its clock is to be set. */
    private void warnOfClock(Instant now) {
        if (now.isBefore(certificate.getNotBefore().toInstant())) {
            log.warn(
                    "This machine's clock says {}, before the hub's authority was made. Set it: until then browsers"
                            + " refuse the hub's certificate.",
                    now);
        }
    }

    /** When it took the place of one that ended; empty for a hub's first. */
    public Optional<Instant> renewedAt() {
        return renewed ? Optional.of(certificate.getNotBefore().toInstant().plus(BACKDATED)) : Optional.empty();
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** PKCS #8: for the other nodes of the hub, and nobody else. */
    byte[] privateKey() {
        return key.getEncoded();
    }

    /** Puts another authority into the folder, that of the hub this node has joined; the one before is kept as it was. */
    static void replace(Path folder, byte[] privateKey, byte[] certificate)
            throws IOException, GeneralSecurityException {
        var pair =
                new CertificateAuthority(Pem.ofDer(privateKey), Pem.certificate(certificate), Entropy.system(), false);
        if (!pair.belongsTogether()) {
            throw new GeneralSecurityException("The authority's key and certificate do not belong together");
        }
        var keyFile = folder.resolve(KEY);
        var certificateFile = folder.resolve(CERTIFICATE);
        OwnerOnly.write(folder.resolve(OLD_KEY), OwnerOnly.read(keyFile));
        OwnerOnly.write(folder.resolve(OLD_CERTIFICATE), Files.readAllBytes(certificateFile));
        OwnerOnly.write(keyFile, Pem.encode(pair.key));
        OwnerOnly.write(certificateFile, Pem.encode(pair.certificate));
    }

    /** A new key and certificate for these names. */
    Leaf issue(LeafNames names, Instant now) throws GeneralSecurityException {
        for (String host : names.hosts()) {
            if (!PermittedNames.includes(host)) {
                throw new IllegalArgumentException("This authority cannot vouch for " + host);
            }
        }
        for (String address : names.addresses()) {
            if (!PermittedNames.includes(InetAddress.ofLiteral(address))) {
                throw new IllegalArgumentException("This authority cannot vouch for " + address);
            }
        }
        return sign(names, now);
    }

    /** Signs whatever it is asked for: what keeps a stolen key from the rest of the world is the constraint alone. */
    Leaf sign(LeafNames names, Instant now) throws GeneralSecurityException {
        var pair = newPair();
        try {
            var extensions = new JcaX509ExtensionUtils();
            var builder = new JcaX509v3CertificateBuilder(
                            certificate,
                            serial(entropy),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(leafEnd(now)),
                            name(names.hosts().getLast(), "Tutti hub"),
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                    .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(pair.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            extensions.createAuthorityKeyIdentifier(certificate.getPublicKey()));
            return new Leaf(pair.getPrivate(), signed(builder, key), names);
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("The certificate could not be made", e);
        }
    }

    private Instant leafEnd(Instant now) {
        var usual = now.minus(BACKDATED).plus(Leaf.VALIDITY);
        return usual.isAfter(endsAt()) ? endsAt() : usual;
    }

    private static X509Certificate selfSigned(KeyPair pair, String hubName, Instant now, Entropy entropy)
            throws GeneralSecurityException {
        try {
            var name = name("Tutti on " + hubName, "Tutti local authority");
            var builder = new JcaX509v3CertificateBuilder(
                            name,
                            serial(entropy),
                            Date.from(now.minus(BACKDATED)),
                            Date.from(now.plus(VALIDITY)),
                            name,
                            pair.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(Extension.nameConstraints, true, PermittedNames.constraints())
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
            return signed(builder, pair.getPrivate());
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException("The certificate authority could not be made", e);
        }
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder(SIGNATURE).build(key);
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    }

    private static GeneralNames alternatives(LeafNames names) {
        var alternatives = new ArrayList<GeneralName>();
        names.hosts().forEach(host -> alternatives.add(new GeneralName(GeneralName.dNSName, host)));
        names.addresses().forEach(address -> alternatives.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(alternatives.toArray(GeneralName[]::new));
    }

    private static X500Name name(String commonName, String organisation) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, organisation)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static BigInteger serial(Entropy entropy) {
        return new BigInteger(1, entropy.bytes(SERIAL_BYTES)).setBit(0);
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
