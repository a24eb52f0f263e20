package dev.tutti.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.media.foreign.AesGcm;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors: RFC 3711 appendix B, RFC 7714 sections 16 and 17, and the reference packet of libsrtp's tests. */
class SrtpVectorTest {
    private static final SrtpKey RFC_3711 =
            new SrtpKey(hex("E1F97A0D3E018BE0D64FA32C06DE4139"), hex("0EC675AD498AFEEBB6960B3AABE6"));
    /** The JDK's, and the system's where there is one. */
    static List<Aead.Maker> gcm() {
        return AesGcm.available() ? List.of(Aead.Jdk::new, Aead.Native::new) : List.of(Aead.Jdk::new);
    }

    private static GcmCipher gcmCipher(Aead.Maker maker) {
        var session = new GcmCipher.Session(hex("000102030405060708090a0b0c0d0e0f"), hex("517569642070726f2071756f"));
        return new GcmCipher(session, session, maker);
    }

    private final byte[] out = new byte[256];

    @Test
    void sessionKeysAreDerivedAsInRfc3711() {
        assertThat(RFC_3711.derive(SrtpKey.RTP_ENCRYPTION, 16)).isEqualTo(hex("C61E7A93744F39EE10734AFE3FF7A087"));
        assertThat(RFC_3711.derive(SrtpKey.RTP_SALT, 14)).isEqualTo(hex("30CBBC08863D8C85D49DB34A9AE1"));
        assertThat(RFC_3711.derive(SrtpKey.RTP_AUTHENTICATION, 20))
                .isEqualTo(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"));
    }

    @Test
    void counterModePacketIsTheReferencePacket() {
        byte[] plain = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        byte[] expected = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        var sender = new SrtpSender(SrtpProfile.AES_CM_128_HMAC_SHA1_80, RFC_3711);
        int length = sender.protectRtp(plain, 0, plain.length, out);
        assertThat(out).startsWith(expected);
        assertThat(length).isEqualTo(expected.length);
    }

    @Test
    void counterModeControlPacketIsTheReferencePacket() {
        byte[] plain = hex("81c8000bcafebabe" + "ab".repeat(16));
        byte[] expected = hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        var sender = new SrtpSender(SrtpProfile.AES_CM_128_HMAC_SHA1_80, RFC_3711);
        int length = sender.protectRtcp(plain, 0, plain.length, out);
        assertThat(out).startsWith(expected);
        assertThat(length).isEqualTo(expected.length);
    }

    @ParameterizedTest
    @MethodSource("gcm")
    void gcmPacketIsTheOneOfRfc7714(Aead.Maker maker) {
        byte[] plain = hex("8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e697320646976697361"
                + "20696e207061727465732074726573");
        byte[] expected = hex("8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f"
                + "42a5f47a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce");
        var cipher = gcmCipher(maker);
        int length = cipher.protectRtp(new SrtpCipher.Span().set(plain, 0, plain.length), 12, 0xf17b, out);
        assertThat(out).startsWith(expected);
        assertThat(length).isEqualTo(expected.length);
        assertThat(cipher.unprotectRtp(new SrtpCipher.Span().set(expected, 0, expected.length), 12, 0xf17b, out))
                .isEqualTo(plain.length);
        assertThat(out).startsWith(plain);
    }

    @ParameterizedTest
    @MethodSource("gcm")
    void gcmControlPacketIsTheOneOfRfc7714(Aead.Maker maker) {
        byte[] plain = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61" + "deadbeef".repeat(5));
        byte[] expected = hex("81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1"
                + "730d6fda4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        var cipher = gcmCipher(maker);
        int length = cipher.protectRtcp(new SrtpCipher.Span().set(plain, 0, plain.length), 0x5d4, out);
        assertThat(out).startsWith(expected);
        assertThat(length).isEqualTo(expected.length);
        assertThat(cipher.unprotectRtcp(new SrtpCipher.Span().set(expected, 0, expected.length), out))
                .isEqualTo(plain.length);
        assertThat(out).startsWith(plain);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
