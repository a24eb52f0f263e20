package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpusFramesTest {
    private static int durationMs(int... packet) {
        var bytes = new byte[packet.length + 1];
        for (int i = 0; i < packet.length; i++) {
            bytes[i + 1] = (byte) packet[i];
        }
        return OpusFrames.durationTicks(bytes, 1, packet.length) / 48;
    }

    @Test
    void theConfigurationSaysHowLongAFrameIs() {
        assertThat(durationMs(0x00, 1)).isEqualTo(10);
        assertThat(durationMs(0x48, 1)).isEqualTo(20);
        assertThat(durationMs(0x50, 1)).isEqualTo(40);
        assertThat(durationMs(0x58, 1)).isEqualTo(60);
        assertThat(durationMs(0x70, 1)).isEqualTo(10);
        assertThat(durationMs(0x78, 1)).isEqualTo(20);
        assertThat(durationMs(0xE8, 1)).isEqualTo(5);
        assertThat(durationMs(0xF8, 0xFF, 0xFE)).isEqualTo(20);
    }

    @Test
    void aPacketOfSeveralFramesIsAsLongAsAllOfThem() {
        assertThat(durationMs(0xF9, 1)).isEqualTo(40);
        assertThat(durationMs(0xFA, 1)).isEqualTo(40);
        assertThat(durationMs(0xFB, 3)).isEqualTo(60);
    }

    @Test
    void whatCannotBeCountsAsTheUsualLength() {
        assertThat(durationMs()).isEqualTo(20);
        assertThat(durationMs(0xFB)).isEqualTo(20);
        assertThat(durationMs(0xFB, 0)).isEqualTo(20);
        assertThat(durationMs(0xFB, 0x3F)).isEqualTo(20);
    }
}
