package dev.tutti.media.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.foundation.Entropy;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** libcrypto held against the JDK's own cipher. */
class AesGcmTest {
    private final Entropy random = Entropy.seeded(7);
    private final byte[] key = random.bytes(16);

    @BeforeEach
    void needsLibcrypto() {
        assumeTrue(AesGcm.available(), "this system has no libcrypto");
    }

    private byte[] sealedByTheJdk(byte[] iv, byte[] data, byte[] text) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(data);
        return cipher.doFinal(text);
    }

    @Test
    void everyLengthIsSealedAndOpenedAsByTheJdk() throws GeneralSecurityException {
        var sealing = AesGcm.of(key, true);
        var opening = AesGcm.of(key, false);
        var out = new byte[1600];
        for (int length = 0; length < 1400; length += 1 + length / 16) {
            byte[] iv = random.bytes(12);
            byte[] data = random.bytes(12 + length % 9);
            byte[] text = random.bytes(length);
            sealing.begin(iv);
            // In two pieces, as SRTCP has it.
            sealing.data(data, 0, 8);
            sealing.data(data, 8, data.length - 8);
            assertThat(sealing.finish(text, 0, length, out, 3)).isEqualTo(length + AesGcm.TAG_LENGTH);
            byte[] sealed = Arrays.copyOfRange(out, 3, 3 + length + AesGcm.TAG_LENGTH);
            assertThat(sealed).as("of %d bytes", length).isEqualTo(sealedByTheJdk(iv, data, text));

            opening.begin(iv);
            opening.data(data, 0, data.length);
            assertThat(opening.finish(sealed, 0, sealed.length, out, 5)).isEqualTo(length);
            assertThat(Arrays.copyOfRange(out, 5, 5 + length)).isEqualTo(text);
        }
    }

    @Test
    void whatWasTouchedOnTheWayIsRefusedAndTheNextPacketIsNot() throws GeneralSecurityException {
        var opening = AesGcm.of(key, false);
        byte[] iv = random.bytes(12);
        byte[] data = random.bytes(12);
        byte[] sealed = sealedByTheJdk(iv, data, random.bytes(60));
        var out = new byte[100];
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] ^= 1;
            opening.begin(iv);
            opening.data(data, 0, data.length);
            assertThat(opening.finish(sealed, 0, sealed.length, out, 0)).isEqualTo(-1);
            sealed[i] ^= 1;
            opening.begin(iv);
            opening.data(data, 0, data.length);
            assertThat(opening.finish(sealed, 0, sealed.length, out, 0)).isEqualTo(60);
        }
        assertThat(opening.finish(sealed, 0, AesGcm.TAG_LENGTH - 1, out, 0)).isEqualTo(-1);
    }

    @Test
    void nothingIsReadOrWrittenBeyondAnArray() {
        var sealing = AesGcm.of(key, true);
        sealing.begin(new byte[12]);
        assertThatThrownBy(() -> sealing.finish(new byte[10], 0, 10, new byte[25], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sealing.finish(new byte[10], 5, 6, new byte[100], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sealing.data(new byte[10], 5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sealing.begin(new byte[11])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AesGcm.of(new byte[15], true)).isInstanceOf(IllegalArgumentException.class);
    }
}
