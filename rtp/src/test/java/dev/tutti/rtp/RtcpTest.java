package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private final RtcpReader reader = new RtcpReader();
    private final RtcpWriter writer = new RtcpWriter(256);

    @Test
    void senderReportIsReadAsItWasWritten() {
        var info = new SenderInfo();
        info.ssrc = 0xCAFEBABEL;
        info.ntpTime = 0x8000_0001_4000_0000L;
        info.rtpTime = 0xFFFF_FFF0L;
        info.packets = 50;
        info.bytes = 4000;
        writer.senderReport(info).cname(info.ssrc, "tutti");
        assertThat(reader.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.SENDER_REPORT);
        assertThat(reader.senderSsrc()).isEqualTo(info.ssrc);
        assertThat(reader.ntpTime()).isEqualTo(info.ntpTime);
        assertThat(reader.rtpTime()).isEqualTo(info.rtpTime);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.SOURCE_DESCRIPTION);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void reportBlocksSurviveWritingAndReading() {
        var block = new ReportBlock();
        block.ssrc = 7;
        block.fractionLost = 64;
        block.cumulativeLost = -3;
        block.highestSequence = 0x1_FFFFL;
        block.jitter = 48;
        block.lastSenderReport = 0xDEADBEEFL;
        block.delaySinceLastSenderReport = 65_536;
        writer.receiverReport(1, new ReportBlock[] {block}, 1);
        assertThat(reader.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(reader.next()).isTrue();
        var read = new ReportBlock();
        reader.block(0, read);
        assertThat(read).usingRecursiveComparison().isEqualTo(block);
    }

    @Test
    void nackNamesPacketsAndTheirFollowers() {
        writer.nack(1, 2).nackEntry(65_535, 0b101).nackEntry(20, 0);
        assertThat(reader.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.TRANSPORT_FEEDBACK);
        assertThat(reader.count()).isEqualTo(RtcpType.GENERIC_NACK);
        assertThat(reader.mediaSsrc()).isEqualTo(2);
        assertThat(reader.nackCount()).isEqualTo(2);
        assertThat(reader.nackPacketId(0)).isEqualTo(65_535);
        assertThat(reader.nackBitmask(0)).isEqualTo(5);
    }

    @Test
    void goodbyeAndPictureLossAreRead() {
        writer.bye(9).pictureLoss(1, 3);
        assertThat(reader.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.byeSsrc(0)).isEqualTo(9);
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(RtcpType.PAYLOAD_FEEDBACK);
        assertThat(reader.count()).isEqualTo(RtcpType.PICTURE_LOSS);
        assertThat(reader.mediaSsrc()).isEqualTo(3);
    }

    @Test
    void reportThatClaimsMoreBlocksThanItHasIsRefused() {
        byte[] claimed = HexFormat.of().parseHex("9FC9000100000001");
        assertThat(reader.wrap(claimed, 0, claimed.length)).isTrue();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void packetLongerThanTheCompoundIsRefused() {
        byte[] claimed = HexFormat.of().parseHex("80C9FFFF00000001");
        assertThat(reader.wrap(claimed, 0, claimed.length)).isTrue();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void anythingButVersionTwoIsRefused() {
        byte[] other = HexFormat.of().parseHex("40C9000100000001");
        assertThat(reader.wrap(other, 0, other.length)).isFalse();
    }

    @Test
    void writerRefusesToRunOver() {
        var small = new RtcpWriter(12);
        small.bye(1);
        assertThatThrownBy(() -> small.bye(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
