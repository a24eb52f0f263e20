package dev.tutti.media.dtls;

import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/** What both roles of a DTLS handshake share: our certificate, the check of the peer's, and the keys that come out. */
final class DtlsPeer {
    static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    };
    static final int HANDSHAKE_TIMEOUT_MS = 15_000;
    static final int RESEND_MS = 200;
    private static final byte[] NO_MKI = new byte[0];

    private final DtlsIdentity identity;
    private final DtlsFingerprint remote;
    private boolean proved;
    private boolean wrongFingerprint;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKey clientKey;
    private @Nullable SrtpKey serverKey;

    DtlsPeer(DtlsIdentity identity, DtlsFingerprint remote) {
        this.identity = identity;
        this.remote = remote;
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        var crypto = identity.crypto();
        var chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(identity.certificate())});
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                identity.privateKey(),
                chain,
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** What we accept as a signature of the peer: WebRTC uses ECDSA on P-256, older SDKs RSA. */
    @SuppressWarnings("JdkObsolete") // the library's signature
    static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        var algorithms = new Vector<SignatureAndHashAlgorithm>();
        for (short hash : new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384, HashAlgorithm.sha512}) {
            algorithms.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
            algorithms.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.rsa));
        }
        return algorithms;
    }

    /** The handshake itself proves that the peer has the key; that it is the right key only the fingerprint can say. */
    void check(@Nullable Certificate certificate) throws IOException {
        if (certificate == null || certificate.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        if (!remote.matches(certificate.getCertificateAt(0).getEncoded())) {
            wrongFingerprint = true;
            throw new TlsFatalAlert(AlertDescription.bad_certificate);
        }
        proved = true;
    }

    int chooseProfile(int[] offered) throws IOException {
        for (var candidate : SrtpProfile.values()) {
            if (Arrays.stream(offered).anyMatch(id -> id == candidate.id())) {
                profile = candidate;
                return candidate.id();
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }

    static int[] profileIds() {
        return Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::id).toArray();
    }

    static byte[] noMki() {
        return NO_MKI;
    }

    /** Exports the SRTP keys: client key, server key, client salt, server salt (RFC 5764 section 4.2). */
    void export(TlsContext context) throws IOException {
        if (!proved || profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure);
        }
        int key = profile.keyLength();
        int salt = profile.saltLength();
        byte[] material = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
        clientKey = new SrtpKey(
                Arrays.copyOfRange(material, 0, key), Arrays.copyOfRange(material, 2 * key, 2 * key + salt));
        serverKey = new SrtpKey(
                Arrays.copyOfRange(material, key, 2 * key),
                Arrays.copyOfRange(material, 2 * key + salt, 2 * (key + salt)));
    }

    boolean wrongFingerprint() {
        return wrongFingerprint;
    }

    void tell(DtlsListener listener, boolean weAreClient) throws IOException {
        if (profile == null || clientKey == null || serverKey == null) {
            throw new TlsFatalAlert(AlertDescription.internal_error);
        }
        listener.established(profile, weAreClient ? clientKey : serverKey, weAreClient ? serverKey : clientKey);
    }
}
