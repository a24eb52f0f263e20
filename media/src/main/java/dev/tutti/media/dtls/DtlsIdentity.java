package dev.tutti.media.dtls;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.WallClock;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** The self-signed ECDSA P-256 certificate that this process shows in DTLS: made at start, never stored. */
public final class DtlsIdentity {
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALIDITY = Duration.ofDays(365);

    private final byte[] certificate;
    private final PrivateKey privateKey;
    private final DtlsFingerprint fingerprint;
    private final JcaTlsCrypto crypto;

    private DtlsIdentity(byte[] certificate, PrivateKey privateKey, SecureRandom random) {
        this.certificate = certificate;
        this.privateKey = privateKey;
        fingerprint = DtlsFingerprint.sha256(certificate);
        crypto = new JcaTlsCryptoProvider().create(random, random);
    }

    /** Makes a new key and certificate; the name in it says nothing about the host. */
    public static DtlsIdentity generate(Entropy entropy, WallClock clock) {
        try {
            var random = new EntropyRandom(entropy);
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=tutti");
            var now = clock.now();
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(63, random).add(BigInteger.ONE),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(now.plus(VALIDITY)),
                    name,
                    pair.getPublic());
            var signer = new JcaContentSignerBuilder("SHA256withECDSA")
                    .setSecureRandom(random)
                    .build(pair.getPrivate());
            return new DtlsIdentity(builder.build(signer).getEncoded(), pair.getPrivate(), random);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("The JDK cannot make an ECDSA P-256 certificate", e);
        }
    }

    public DtlsFingerprint fingerprint() {
        return fingerprint;
    }

    byte[] certificate() {
        return certificate;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    JcaTlsCrypto crypto() {
        return crypto;
    }
}
