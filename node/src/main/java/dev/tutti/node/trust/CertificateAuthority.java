package dev.tutti.node.trust;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.data.OwnerOnly;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
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

/** Signs the hub's certificates with a key that was made at the first start and never leaves the data folder. */
public final class CertificateAuthority {
    private static final Duration VALIDITY = Duration.ofDays(3650);
    /** Clocks of devices differ: what was signed just now is valid for those that run late, too. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_BYTES = 16;

    private final PrivateKey key;
    private final X509Certificate certificate;
    private final Entropy entropy;

    private CertificateAuthority(PrivateKey key, X509Certificate certificate, Entropy entropy) {
        this.key = key;
        this.certificate = certificate;
        this.entropy = entropy;
    }

    /** Reads {@code ca.key} and {@code ca.crt} of the folder, or makes them. */
    public static CertificateAuthority openOrCreate(Path folder, String hubName, WallClock clock, Entropy entropy)
            throws IOException, GeneralSecurityException {
        OwnerOnly.folder(folder);
        var keyFile = folder.resolve("ca.key");
        var certificateFile = folder.resolve("ca.crt");
        if (Files.exists(keyFile) && Files.exists(certificateFile)) {
            var authority = new CertificateAuthority(
                    Pem.privateKey(OwnerOnly.read(keyFile)),
                    Pem.certificate(Files.readAllBytes(certificateFile)),
                    entropy);
            authority.certificate.checkValidity(Date.from(clock.now()));
            return authority;
        }
        var pair = newPair();
        var certificate = selfSigned(pair, hubName, clock.now(), entropy);
        OwnerOnly.write(keyFile, Pem.encode(pair.getPrivate()));
        OwnerOnly.write(certificateFile, Pem.encode(certificate));
        return new CertificateAuthority(pair.getPrivate(), certificate, entropy);
    }

    public X509Certificate certificate() {
        return certificate;
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
                            Date.from(now.minus(BACKDATED).plus(Leaf.VALIDITY)),
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
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
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
