package dev.tutti.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 5769. */
class StunVectorTest {
    static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    static final byte[] REQUEST = hex("""
            00010058 2112a442 b7e7a701 bc34d686 fa87dfae 80220010 5354554e 20746573 7420636c 69656e74
            00240004 6e0001ff 80290008 932ff9b1 51263b36 00060009 6576746a 3a683676 59202020
            00080014 9aeaa70c bfd8cb56 781ef2b5 b2d3f249 c1b571a2 80280004 e57a3bcf""");
    static final byte[] IPV4_ANSWER = hex("""
            0101003c 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
            00200008 0001a147 e112a643 00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96""");
    static final byte[] IPV6_ANSWER = hex("""
            01010048 2112a442 b7e7a701 bc34d686 fa87dfae 8022000b 74657374 20766563 746f7220
            00200014 0002a147 0113a9fa a5d3f179 bc25f4b5 bed2b9d9
            00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c""");

    private final StunMessage message = new StunMessage();
    private final StunIntegrity integrity = new StunIntegrity(PASSWORD);

    @Test
    void sampleRequestIsReadAndAuthentic() {
        assertThat(message.wrap(REQUEST, 0, REQUEST.length)).isTrue();
        assertThat(message.type()).isEqualTo(StunType.BINDING_REQUEST);
        assertThat(message.receiverUfrag()).isEqualTo("evtj");
        assertThat(message.senderUfrag()).isEqualTo("h6vY");
        assertThat(message.priority()).isEqualTo(0x6e0001ffL);
        assertThat(message.controlled()).isTrue();
        assertThat(message.integrityValid(integrity)).isTrue();
        assertThat(message.fingerprintValid()).isTrue();
    }

    @Test
    void sampleIpv4AnswerNamesItsAddress() throws UnknownHostException {
        assertThat(message.wrap(IPV4_ANSWER, 0, IPV4_ANSWER.length)).isTrue();
        assertThat(message.integrityValid(integrity)).isTrue();
        assertThat(message.fingerprintValid()).isTrue();
        assertThat(message.mappedPort()).isEqualTo(32853);
        assertThat(message.mappedAddress())
                .isEqualTo(InetAddress.getByName("192.0.2.1").getAddress());
    }

    @Test
    void sampleIpv6AnswerNamesItsAddress() throws UnknownHostException {
        assertThat(message.wrap(IPV6_ANSWER, 0, IPV6_ANSWER.length)).isTrue();
        assertThat(message.integrityValid(integrity)).isTrue();
        assertThat(message.fingerprintValid()).isTrue();
        assertThat(message.mappedPort()).isEqualTo(32853);
        assertThat(message.mappedAddress())
                .isEqualTo(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677")
                        .getAddress());
    }

    @Test
    void anyFlippedBitIsSeen() {
        for (int bit = 0; bit < REQUEST.length * 8; bit++) {
            byte[] broken = REQUEST.clone();
            broken[bit / 8] ^= (byte) (1 << bit % 8);
            boolean taken = message.wrap(broken, 0, broken.length)
                    && message.integrityValid(integrity)
                    && message.fingerprintValid();
            assertThat(taken).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void anotherPasswordIsNotAuthentic() {
        assertThat(message.wrap(REQUEST, 0, REQUEST.length)).isTrue();
        assertThat(message.integrityValid(new StunIntegrity("VOkJxbRl1RmTxUk/WvJxBu")))
                .isFalse();
    }

    @Test
    void truncatedMessagesAreRefused() {
        for (int length = 0; length < REQUEST.length; length++) {
            assertThat(message.wrap(REQUEST, 0, length)).isFalse();
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws UnknownHostException {
        var writer = new StunWriter();
        writer.begin(StunType.BINDING_ERROR, REQUEST, 8)
                .error(487, "Role Conflict")
                .integrity(integrity)
                .fingerprint();
        assertThat(message.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(message.errorCode()).isEqualTo(487);
        assertThat(message.integrityValid(integrity)).isTrue();
        assertThat(message.fingerprintValid()).isTrue();

        var address = new InetSocketAddress(InetAddress.getByName("fe80::1"), 7882);
        writer.begin(StunType.BINDING_SUCCESS, REQUEST, 8)
                .xorMappedAddress(address)
                .fingerprint();
        assertThat(message.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(message.mappedPort()).isEqualTo(7882);
        assertThat(message.mappedAddress()).isEqualTo(address.getAddress().getAddress());
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
}
