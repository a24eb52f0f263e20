package dev.tutti.media.ice;

import dev.tutti.rtp.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** MESSAGE-INTEGRITY under one short-term password (RFC 8489 section 14.5); not thread-safe. */
public final class StunIntegrity {
    static final int LENGTH = 20;

    private final Mac mac;
    private final byte[] declaredLength = new byte[2];
    private final byte[] computed = new byte[LENGTH];
    private final byte[] claimed = new byte[LENGTH];

    public StunIntegrity(String password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA1 is part of every JDK", e);
        }
    }

    boolean matches(byte[] message, int start, int integrityAt) {
        compute(message, start, integrityAt);
        System.arraycopy(message, integrityAt, claimed, 0, LENGTH);
        return MessageDigest.isEqual(computed, claimed);
    }

    void write(byte[] message, int start, int integrityAt) {
        compute(message, start, integrityAt);
        System.arraycopy(computed, 0, message, integrityAt, LENGTH);
    }

    /** The header's length is taken as if the message ended with this attribute. */
    private void compute(byte[] message, int start, int integrityAt) {
        Bytes.put16(declaredLength, 0, integrityAt + LENGTH - start - StunMessage.HEADER_LENGTH);
        mac.update(message, start, 2);
        mac.update(declaredLength);
        mac.update(message, start + 4, integrityAt - 4 - start - 4);
        try {
            mac.doFinal(computed, 0);
        } catch (javax.crypto.ShortBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
