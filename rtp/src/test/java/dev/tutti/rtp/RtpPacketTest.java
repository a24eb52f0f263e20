package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtpPacketTest {
    private final RtpPacket view = new RtpPacket();

    @Test
    void fixedHeaderIsReadFieldByField() {
        assertThat(wrap("80EF1234 DEADBEEF CAFEBABE 0102")).isTrue();
        assertThat(view.marker()).isTrue();
        assertThat(view.payloadType()).isEqualTo(111);
        assertThat(view.sequence()).isEqualTo(0x1234);
        assertThat(view.timestamp()).isEqualTo(0xDEADBEEFL);
        assertThat(view.ssrc()).isEqualTo(0xCAFEBABEL);
        assertThat(view.payloadLength()).isEqualTo(2);
    }

    @Test
    void csrcsAndExtensionBelongToTheHeader() {
        assertThat(wrap("92 6F 0001 00000001 00000002 00000003 00000004 BEDE0001 10FF0000 AA"))
                .isTrue();
        assertThat(view.headerLength()).isEqualTo(28);
        assertThat(view.payloadLength()).isEqualTo(1);
    }

    @Test
    void oneByteExtensionsAreFoundPastPadding() {
        assertThat(wrap("90 6F 0001 00000001 00000002 BEDE0002 00 1085 31AABB 0000"))
                .isTrue();
        assertThat(view.findExtension(1)).isTrue();
        assertThat(view.array()[view.extensionOffset()] & 0xFF).isEqualTo(0x85);
        assertThat(view.findExtension(3)).isTrue();
        assertThat(view.extensionLength()).isEqualTo(2);
        assertThat(view.findExtension(2)).isFalse();
        assertThat(view.findExtension(0)).isFalse();
    }

    @Test
    void twoByteExtensionsAreFound() {
        assertThat(wrap("90 6F 0001 00000001 00000002 10000002 0501AA 0702BBCC 00"))
                .isTrue();
        assertThat(view.findExtension(7)).isTrue();
        assertThat(view.extensionLength()).isEqualTo(2);
        assertThat(view.findExtension(9)).isFalse();
    }

    @Test
    void extensionElementThatRunsOutOfItsBlockIsNotFound() {
        assertThat(wrap("90 6F 0001 00000001 00000002 BEDE0001 1F010203 AABBCCDD"))
                .isTrue();
        assertThat(view.findExtension(1)).isFalse();
    }

    @Test
    void paddingIsNoPayload() {
        assertThat(wrap("A0 6F 0001 00000001 00000002 AABB 000003")).isTrue();
        assertThat(view.payloadLength()).isEqualTo(2);
    }

    @Test
    void paddingLongerThanThePayloadIsRefused() {
        assertThat(wrap("A0 6F 0001 00000001 00000002 AABB 09")).isFalse();
        assertThat(wrap("A0 6F 0001 00000001 00000002 AABB 00")).isFalse();
        assertThat(wrap("A0 6F 0001 00000001 00000002")).isFalse();
    }

    @Test
    void shortPacketsAndOtherVersionsAreRefused() {
        assertThat(wrap("80 6F 0001 00000001 000000")).isFalse();
        assertThat(wrap("40 6F 0001 00000001 00000002")).isFalse();
        assertThat(wrap("81 6F 0001 00000001 00000002")).isFalse();
        assertThat(wrap("90 6F 0001 00000001 00000002 BEDE0002 00000000")).isFalse();
    }

    @Test
    void whatTheWriterWritesTheViewReads() {
        var bytes = new byte[64];
        var writer = new RtpWriter();
        writer.begin(bytes, 4, true, 96);
        writer.stream(65_535, 0xFFFF_FFFFL, 0x8000_0001L);
        writer.extension(1, new byte[] {(byte) 0x8A}, 0, 1);
        writer.extension(14, new byte[] {1, 2, 3}, 0, 3);
        int payload = writer.end();
        assertThat(view.wrap(bytes, 4, payload + 5 - 4)).isTrue();
        assertThat(view.sequence()).isEqualTo(65_535);
        assertThat(view.timestamp()).isEqualTo(0xFFFF_FFFFL);
        assertThat(view.ssrc()).isEqualTo(0x8000_0001L);
        assertThat(view.payloadOffset()).isEqualTo(payload);
        assertThat(view.payloadLength()).isEqualTo(5);
        assertThat(view.findExtension(14)).isTrue();
        assertThat(view.extensionLength()).isEqualTo(3);
    }

    @Test
    void writerWithoutExtensionsWritesTwelveBytes() {
        var writer = new RtpWriter();
        writer.begin(new byte[12], 0, false, 111);
        assertThat(writer.end()).isEqualTo(12);
    }

    @Test
    void writerRefusesIdsThatAOneByteHeaderCannotCarry() {
        var writer = new RtpWriter();
        writer.begin(new byte[64], 0, false, 111);
        assertThatThrownBy(() -> writer.extension(15, new byte[1], 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer.extension(1, new byte[17], 0, 17)).isInstanceOf(IllegalArgumentException.class);
    }

    private boolean wrap(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return view.wrap(bytes, 0, bytes.length);
    }
}
