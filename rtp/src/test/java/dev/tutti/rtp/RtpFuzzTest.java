package dev.tutti.rtp;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes come, the views refuse them or read inside their bounds. */
class RtpFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadAsRtpOrRefused(byte[] data) {
        var packet = new RtpPacket();
        if (!packet.wrap(data, 0, data.length)) {
            return;
        }
        check(packet.headerLength() + packet.payloadLength() <= data.length);
        for (int id = 0; id < 256; id++) {
            if (packet.findExtension(id)) {
                check(packet.extensionOffset() + packet.extensionLength() <= packet.headerLength());
            }
        }
        var red = new RedPayload();
        if (red.wrap(data, packet.payloadOffset(), packet.payloadLength())) {
            check(red.rewrite(new byte[data.length], 0, 96, 0x3FFF) == packet.payloadLength());
            check(red.rewrite(new byte[data.length], 0, 96, 0) <= packet.payloadLength());
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadAsRtcpOrRefused(byte[] data) {
        var reader = new RtcpReader();
        if (!reader.wrap(data, 0, data.length)) {
            return;
        }
        var block = new ReportBlock();
        while (reader.next()) {
            check(reader.offset() + reader.length() <= data.length);
            switch (reader.type()) {
                case RtcpType.SENDER_REPORT, RtcpType.RECEIVER_REPORT -> {
                    for (int i = 0; i < reader.count(); i++) {
                        reader.block(i, block);
                    }
                }
                case RtcpType.BYE -> {
                    for (int i = 0; i < reader.count(); i++) {
                        check(reader.byeSsrc(i) >= 0);
                    }
                }
                case RtcpType.TRANSPORT_FEEDBACK -> {
                    for (int i = 0; i < reader.nackCount(); i++) {
                        check(reader.nackPacketId(i) + reader.nackBitmask(i) >= 0);
                    }
                }
                default -> check(reader.length() >= 4);
            }
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("A view went out of its bounds");
        }
    }
}
