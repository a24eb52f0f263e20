package dev.tutti.media.srtp;

import dev.tutti.media.foreign.AesGcm;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-128-GCM under one session key in one direction: {@code begin}, {@code data}, {@code finish}. */
sealed interface Aead {
    int TAG_LENGTH = 16;

    /** The next packet's nonce of 12 bytes. */
    void begin(byte[] iv);

    /** What is authenticated but not encrypted. */
    void data(byte[] bytes, int offset, int length);

    /** Writes ciphertext and tag, or the plain text of an input that ends in its tag; −1 when that is wrong. */
    int finish(byte[] in, int offset, int length, byte[] out, int outOffset);

    /** Makes the contexts of a key. */
    interface Maker {
        Aead make(byte[] key, boolean seals);
    }

    /** libcrypto's where there is one: faster, and without garbage. */
    Maker BEST = AesGcm.available() ? Native::new : Jdk::new;

    /** By the system's libcrypto. */
    final class Native implements Aead {
        private final AesGcm gcm;

        Native(byte[] key, boolean seals) {
            gcm = AesGcm.of(key, seals);
        }

        @Override
        public void begin(byte[] iv) {
            gcm.begin(iv);
        }

        @Override
        public void data(byte[] bytes, int offset, int length) {
            gcm.data(bytes, offset, length);
        }

        @Override
        public int finish(byte[] in, int offset, int length, byte[] out, int outOffset) {
            return gcm.finish(in, offset, length, out, outOffset);
        }
    }

    /** By the JDK, which builds its engine anew for each nonce. */
    final class Jdk implements Aead {
        private final Cipher aes;
        private final SecretKeySpec key;
        private final int mode;

        Jdk(byte[] key, boolean seals) {
            this.key = new SecretKeySpec(key, "AES");
            mode = seals ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
            try {
                aes = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM is part of every JDK", e);
            }
        }

        @Override
        public void begin(byte[] iv) {
            try {
                aes.init(mode, key, new GCMParameterSpec(TAG_LENGTH * 8, iv));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void data(byte[] bytes, int offset, int length) {
            aes.updateAAD(bytes, offset, length);
        }

        @Override
        public int finish(byte[] in, int offset, int length, byte[] out, int outOffset) {
            try {
                return aes.doFinal(in, offset, length, out, outOffset);
            } catch (AEADBadTagException _) {
                return -1;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
