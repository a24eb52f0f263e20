package dev.tutti.wire.sealed;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The secret of one direction in one key epoch, from which its keys and the next secret follow (HKDF-SHA256, RFC 5869). */
final class SealedSecret {
    static final int LENGTH = 32;

    private static final byte[] SALT = ascii("tutti sealed 2");

    private final SecretKey secret;
    private final int epoch;

    private SealedSecret(SecretKey secret, int epoch) {
        this.secret = secret;
        this.epoch = epoch;
    }

    /** The first secret of what the connection's dialler sends, or of what its answerer sends. */
    static SealedSecret first(byte[] exported, boolean dialler) {
        if (exported.length != LENGTH) {
            throw new IllegalArgumentException("the exported secret has " + LENGTH + " bytes");
        }
        var spec = HKDFParameterSpec.ofExtract()
                .addIKM(exported)
                .addSalt(SALT)
                .thenExpand(ascii(dialler ? "from dialler" : "from answerer"), LENGTH);
        return new SealedSecret(new SecretKeySpec(derive(spec), "HKDF"), 0);
    }

    int epoch() {
        return epoch;
    }

    byte[] key() {
        return expand("key", PacketCipher.KEY);
    }

    byte[] iv() {
        return expand("iv", PacketCipher.NONCE);
    }

    SealedSecret next() {
        return new SealedSecret(new SecretKeySpec(expand("next", LENGTH), "HKDF"), epoch + 1);
    }

    private byte[] expand(String label, int length) {
        return derive(HKDFParameterSpec.expandOnly(secret, ascii(label), length));
    }

    private static byte[] derive(HKDFParameterSpec spec) {
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(spec);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of every JDK since 25", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
