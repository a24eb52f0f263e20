package dev.tutti.cluster.identity;

import dev.tutti.foundation.NodeId;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A node's key in the form that TLS shows, and the id of whoever shows one. */
public final class NodeCertificate {
    /** The DER before the 32 bytes of an Ed25519 public key (RFC 8410, 4). */
    private static final byte[] KEY_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int RAW_KEY_BYTES = 32;
    private static final int MAX_CERTIFICATE_BYTES = 1024;
    private static final Date ALWAYS = Date.from(Instant.EPOCH);
    /** No end (RFC 5280, 4.1.2.5). */
    private static final Date NEVER = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private NodeCertificate() {}

    /**
     * The id of a peer by the chain that it showed.
     *
     * @throws CertificateException unless it is one small certificate of an Ed25519 key, signed by that key
     */
    public static NodeId read(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("a node shows one certificate, not " + chain.length);
        }
        var certificate = chain[0];
        if (certificate.getEncoded().length > MAX_CERTIFICATE_BYTES) {
            throw new CertificateException("too large for a node's certificate");
        }
        byte[] key = certificate.getPublicKey().getEncoded();
        int prefix = KEY_PREFIX.length;
        if (key.length != prefix + RAW_KEY_BYTES || !Arrays.equals(key, 0, prefix, KEY_PREFIX, 0, prefix)) {
            throw new CertificateException("not the certificate of an Ed25519 key");
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return idOf(Arrays.copyOfRange(key, prefix, key.length));
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("not signed by its own key", e);
        }
    }

    static NodeId idOf(byte[] rawKey) throws GeneralSecurityException {
        return NodeId.of(MessageDigest.getInstance("SHA-256").digest(rawKey));
    }

    static PublicKey publicKey(byte[] rawKey) throws GeneralSecurityException {
        byte[] encoded = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + RAW_KEY_BYTES);
        System.arraycopy(rawKey, 0, encoded, KEY_PREFIX.length, RAW_KEY_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    static X509Certificate selfSigned(NodeId id, PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        var name = new X500Name("CN=" + id.shown());
        var builder = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, ALWAYS, NEVER, name, publicKey);
        try {
            var signed = builder.build(new JcaContentSignerBuilder("Ed25519").build(key));
            return new JcaX509CertificateConverter().getCertificate(signed);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("The node's certificate could not be made", e);
        }
    }
}
