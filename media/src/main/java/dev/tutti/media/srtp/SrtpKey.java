package dev.tutti.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** A master key and salt of one direction, and the session keys derived from it (RFC 3711 section 4.3). */
public final class SrtpKey {
    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;
    private static final int BLOCK = 16;

    private final byte[] masterKey;
    private final byte[] masterSalt;

    /** Takes the arrays over; nobody may change them afterwards. */
    public SrtpKey(byte[] masterKey, byte[] masterSalt) {
        this.masterKey = masterKey;
        this.masterSalt = masterSalt;
    }

    /** The session key with this label; the key derivation rate is always 0. */
    byte[] derive(int label, int length) {
        try {
            var aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"));
            var derived = new byte[length];
            var counter = new byte[BLOCK];
            // A salt of 96 bits (RFC 7714) counts as one of 112 bits that ends in zeros.
            System.arraycopy(masterSalt, 0, counter, 0, masterSalt.length);
            counter[7] ^= (byte) label;
            for (int at = 0; at < length; at += BLOCK) {
                counter[BLOCK - 1] = (byte) (at / BLOCK);
                System.arraycopy(aes.doFinal(counter), 0, derived, at, Math.min(BLOCK, length - at));
            }
            return derived;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES is part of every JDK", e);
        }
    }
}
