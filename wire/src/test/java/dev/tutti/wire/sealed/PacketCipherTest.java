package dev.tutti.wire.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Our arrangement of AES-GCM against published vectors and the JDK's. */
class PacketCipherTest {
    private static final int MAX = 1_200;

    private final long seed = Long.getLong("wire.seed", 20_261_121L);

    /** McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 1 to 4. */
    @Test
    void publishedVectorsHold() {
        assertSealed(
                "00000000000000000000000000000000",
                "000000000000000000000000",
                "",
                "",
                "58e2fccefa7e3061367f1d57a4e7455a");
        assertSealed(
                "00000000000000000000000000000000",
                "000000000000000000000000",
                "",
                "00000000000000000000000000000000",
                "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
        assertSealed(
                "feffe9928665731c6d6a8f9467308308",
                "cafebabefacedbaddecaf888",
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                        + "b16aedf5aa0de657ba637b39",
                "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa05"
                        + "1ba30b396a0aac973d58e091"
                        + "5bc94fbc3221a5db94fae95ae7121a47");
    }

    private static void assertSealed(String key, String nonce, String data, String clear, String sealed) {
        byte[] before = hex(data);
        byte[] text = hex(clear);
        var packet = Arrays.copyOf(before, before.length + text.length + PacketCipher.TAG);
        System.arraycopy(text, 0, packet, before.length, text.length);
        var cipher = new PacketCipher(hex(key), MAX);
        cipher.seal(hex(nonce), packet, before.length, before.length + text.length);
        assertThat(HexFormat.of().formatHex(packet, before.length, packet.length))
                .isEqualTo(sealed);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void itAgreesWithTheJdkOnEveryLength() throws GeneralSecurityException {
        System.out.println("-Dwire.seed=" + seed);
        var random = new SplittableRandom(seed);
        byte[] key = bytes(random, PacketCipher.KEY);
        var cipher = new PacketCipher(key, MAX);
        for (int length = 0; length <= MAX; length += 1 + random.nextInt(7)) {
            byte[] nonce = bytes(random, PacketCipher.NONCE);
            int before = random.nextInt(40);
            byte[] clear = bytes(random, before + length + PacketCipher.TAG);
            var packet = clear.clone();
            cipher.seal(nonce, packet, before, before + length);

            var jdk = Cipher.getInstance("AES/GCM/NoPadding");
            jdk.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(8 * PacketCipher.TAG, nonce));
            jdk.updateAAD(clear, 0, before);
            assertThat(Arrays.copyOfRange(packet, before, packet.length))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(jdk.doFinal(clear, before, length));

            assertThat(cipher.open(nonce, packet, before, before + length)).isTrue();
            assertThat(Arrays.copyOf(packet, before + length)).isEqualTo(Arrays.copyOf(clear, before + length));
        }
    }

    @Test
    void whatWasChangedStaysShut() {
        var random = new SplittableRandom(seed);
        var cipher = new PacketCipher(bytes(random, PacketCipher.KEY), MAX);
        byte[] nonce = bytes(random, PacketCipher.NONCE);
        byte[] packet = bytes(random, 16 + 30 + PacketCipher.TAG);
        cipher.seal(nonce, packet, 16, 46);
        for (int bit = 0; bit < 8 * packet.length; bit++) {
            var changed = packet.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            var before = changed.clone();
            assertThat(cipher.open(nonce, changed, 16, 46)).as("bit %d", bit).isFalse();
            assertThat(changed).as("nothing is decrypted").isEqualTo(before);
        }
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
