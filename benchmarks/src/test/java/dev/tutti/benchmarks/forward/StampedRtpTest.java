package dev.tutti.benchmarks.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StampedRtpTest {
    @Test
    void carriesWhenItWasSent() {
        byte[] packet = new StampedRtp(0x1234).next(987_654_321L);
        assertThat(StampedRtp.sentNs(packet, 0, packet.length)).isEqualTo(987_654_321L);
    }

    @Test
    void stampIsFoundBehindALongerHeader() {
        byte[] packet = new StampedRtp(0x1234).next(42);
        var longer = new byte[8 + packet.length];
        System.arraycopy(packet, 0, longer, 0, 12);
        System.arraycopy(packet, 12, longer, 20, packet.length - 12);
        assertThat(StampedRtp.sentNs(longer, 0, longer.length)).isEqualTo(42);
    }

    @Test
    void otherPacketsHaveNoStamp() {
        assertThat(StampedRtp.sentNs(new byte[20], 0, 20)).isEqualTo(-1);
        assertThat(StampedRtp.sentNs(new byte[200], 0, 200)).isEqualTo(-1);
    }

    @Test
    void sequenceAndTimestampGoOn() {
        var stream = new StampedRtp(1);
        stream.next(0);
        byte[] second = stream.next(0);
        assertThat(second[3]).isEqualTo((byte) 1);
        assertThat(((second[6] & 0xFF) << 8) | (second[7] & 0xFF)).isEqualTo(960);
    }
}
