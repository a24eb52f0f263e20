package dev.tutti.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.rtp.Bytes;
import dev.tutti.rtp.RtpWriter;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpStreamTest {
    private final RtpWriter writer = new RtpWriter();
    private final byte[] packet = new byte[128];
    private final byte[] wire = new byte[256];
    private final byte[] clear = new byte[256];

    @ParameterizedTest
    @EnumSource
    void aPacketComesOutAsItWentIn(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        int length = packet(7, 1);
        int sent = sender.protectRtp(packet, 0, length, wire);
        assertThat(sent).isEqualTo(length + profile.rtpTagLength());
        assertThat(Arrays.copyOf(wire, length)).isNotEqualTo(Arrays.copyOf(packet, length));
        assertThat(receiver.unprotectRtp(wire, 0, sent, clear)).isEqualTo(length);
        assertThat(Arrays.copyOf(clear, length)).isEqualTo(Arrays.copyOf(packet, length));
    }

    @ParameterizedTest
    @EnumSource
    void aPacketThatComesTwiceIsReplayed(SrtpProfile profile) {
        var receiver = receiver(profile);
        int sent = sender(profile).protectRtp(packet, 0, packet(7, 1), wire);
        assertThat(receiver.unprotectRtp(wire, 0, sent, clear)).isPositive();
        assertThat(receiver.unprotectRtp(wire, 0, sent, clear)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void anyFlippedBitIsRefusedAndLeavesTheStreamAsItWas(SrtpProfile profile) {
        var receiver = receiver(profile);
        int sent = sender(profile).protectRtp(packet, 0, packet(7, 1), wire);
        for (int bit = 0; bit < sent * 8; bit++) {
            wire[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(receiver.unprotectRtp(wire, 0, sent, clear))
                    .as("bit %d", bit)
                    .isEqualTo(SrtpReceiver.BAD);
            wire[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(receiver.unprotectRtp(wire, 0, sent, clear)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void sequenceNumbersMayRollOverManyTimes(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        for (int sequence = 65_000; sequence < 4 * 65_536; sequence += 500) {
            int sent = sender.protectRtp(packet, 0, packet(7, sequence), wire);
            assertThat(receiver.unprotectRtp(wire, 0, sent, clear))
                    .as("sequence %d", sequence)
                    .isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reorderingAroundTheRollOverIsUnderstood(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        var late = new byte[256];
        int first = sender.protectRtp(packet, 0, packet(7, 65_534), wire);
        assertThat(receiver.unprotectRtp(wire, 0, first, clear)).isPositive();
        int held = sender.protectRtp(packet, 0, packet(7, 65_535), late);
        int next = sender.protectRtp(packet, 0, packet(7, 65_536), wire);
        assertThat(receiver.unprotectRtp(wire, 0, next, clear)).isPositive();
        assertThat(receiver.unprotectRtp(late, 0, held, clear)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aPacketOlderThanTheWindowIsRefused(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        var old = new byte[256];
        int held = sender.protectRtp(packet, 0, packet(7, 1), old);
        int next = sender.protectRtp(packet, 0, packet(7, 100), wire);
        assertThat(receiver.unprotectRtp(wire, 0, next, clear)).isPositive();
        assertThat(receiver.unprotectRtp(old, 0, held, clear)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void theSenderNeverUsesAPacketIndexTwice(SrtpProfile profile) {
        var sender = sender(profile);
        int length = packet(7, 5);
        assertThat(sender.protectRtp(packet, 0, length, wire)).isPositive();
        packet[length - 1]++;
        assertThat(sender.protectRtp(packet, 0, length, wire)).isNegative();
    }

    @ParameterizedTest
    @EnumSource
    void manyStreamsAreKeptApart(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        for (int sequence = 1; sequence < 4; sequence++) {
            for (int ssrc = 1; ssrc <= 100; ssrc++) {
                int sent = sender.protectRtp(packet, 0, packet(ssrc, sequence), wire);
                assertThat(receiver.unprotectRtp(wire, 0, sent, clear)).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreStreamsThanAPeerCanHaveAreRefused(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        int refused = 0;
        for (int ssrc = 1; ssrc <= 200; ssrc++) {
            int sent = sender.protectRtp(packet, 0, packet(ssrc, 1), wire);
            refused += receiver.unprotectRtp(wire, 0, sent, clear) == SrtpReceiver.BAD ? 1 : 0;
        }
        assertThat(refused).isEqualTo(72);
    }

    @ParameterizedTest
    @EnumSource
    void controlPacketsComeOutOnce(SrtpProfile profile) {
        var sender = sender(profile);
        var receiver = receiver(profile);
        Bytes.put32(packet, 0, 0x80C90001L);
        Bytes.put32(packet, 4, 7);
        int sent = sender.protectRtcp(packet, 0, 8, wire);
        assertThat(receiver.unprotectRtcp(wire, 0, sent, clear)).isEqualTo(8);
        assertThat(receiver.unprotectRtcp(wire, 0, sent, clear)).isEqualTo(SrtpReceiver.REPLAYED);
        wire[sent - 1] ^= 1;
        assertThat(receiver.unprotectRtcp(wire, 0, sent, clear)).isNegative();
    }

    @ParameterizedTest
    @EnumSource
    void truncatedPacketsAreRefused(SrtpProfile profile) {
        var receiver = receiver(profile);
        int sent = sender(profile).protectRtp(packet, 0, packet(7, 1), wire);
        for (int length = 0; length < sent; length++) {
            assertThat(receiver.unprotectRtp(wire, 0, length, clear)).isEqualTo(SrtpReceiver.BAD);
            assertThat(receiver.unprotectRtcp(wire, 0, length, clear)).isEqualTo(SrtpReceiver.BAD);
        }
    }

    private int packet(long ssrc, int sequence) {
        writer.begin(packet, 0, false, 111);
        writer.stream(sequence & 0xFFFF, sequence * 960L, ssrc);
        int at = writer.end();
        Arrays.fill(packet, at, at + 40, (byte) sequence);
        return at + 40;
    }

    private static SrtpSender sender(SrtpProfile profile) {
        return new SrtpSender(profile, key(profile));
    }

    private static SrtpReceiver receiver(SrtpProfile profile) {
        return new SrtpReceiver(profile, key(profile));
    }

    private static SrtpKey key(SrtpProfile profile) {
        var key = new byte[profile.keyLength()];
        var salt = new byte[profile.saltLength()];
        Arrays.fill(key, (byte) 3);
        Arrays.fill(salt, (byte) 5);
        return new SrtpKey(key, salt);
    }
}
