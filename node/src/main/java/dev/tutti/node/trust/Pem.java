package dev.tutti.node.trust;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Keys and certificates as text (RFC 7468). */
public final class Pem {
    private static final int LINE_LENGTH = 64;

    private Pem() {}

    public static byte[] encode(X509Certificate certificate) throws GeneralSecurityException {
        return encode("CERTIFICATE", certificate.getEncoded());
    }

    static byte[] encode(PrivateKey key) {
        return encode("PRIVATE KEY", key.getEncoded());
    }

    static X509Certificate certificate(byte[] text) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
    }

    static PrivateKey privateKey(byte[] text) throws GeneralSecurityException {
        var body = new String(text, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
        return ofDer(Base64.getMimeDecoder().decode(body));
    }

    /** PKCS #8. */
    static PrivateKey ofDer(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static byte[] encode(String label, byte[] der) {
        var base64 = Base64.getMimeEncoder(LINE_LENGTH, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, base64, label)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
