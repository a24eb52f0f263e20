package dev.tutti.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import org.junit.jupiter.api.Test;

/** A voice comes out of Opus as it went in, and nothing that a stranger sends as Opus breaks anything. */
class VoiceCodecTest {
    private static final int FRAMES = 50;

    @Test
    void aToneSurvivesEncodingAndDecoding() {
        short[] tone = Tone.of(1000, VoiceFormat.RATE_HZ, FRAMES * VoiceFormat.FRAME_SAMPLES, 0.4);
        var encoder = new VoiceEncoder();
        var decoder = new VoiceDecoder();
        var packet = new byte[1_000];
        var frame = new short[VoiceFormat.MAX_SAMPLES];
        var heard = new short[tone.length];
        int bytes = 0;
        for (int i = 0; i < FRAMES; i++) {
            int length = encoder.encode(tone, i * VoiceFormat.FRAME_SAMPLES, packet);
            bytes += length;
            assertThat(decoder.decode(packet, 0, length, frame)).isEqualTo(VoiceFormat.FRAME_SAMPLES);
            System.arraycopy(frame, 0, heard, i * VoiceFormat.FRAME_SAMPLES, VoiceFormat.FRAME_SAMPLES);
        }
        double amplitude = Tone.amplitude(1000, VoiceFormat.RATE_HZ, heard, heard.length / 2, heard.length);
        assertThat(amplitude).isBetween(0.3, 0.5);
        assertThat(Tone.total(heard, heard.length / 2, heard.length)).isLessThan(1.2 * amplitude);
        assertThat(bytes * 8).as("bits of a second").isBetween(8_000, 48_000);
    }

    @Test
    void aLostFrameIsConcealedAndTheNextIsHeard() {
        short[] tone = Tone.of(500, VoiceFormat.RATE_HZ, 10 * VoiceFormat.FRAME_SAMPLES, 0.4);
        var encoder = new VoiceEncoder();
        var decoder = new VoiceDecoder();
        var packet = new byte[1_000];
        var frame = new short[VoiceFormat.MAX_SAMPLES];
        for (int i = 0; i < 10; i++) {
            int length = encoder.encode(tone, i * VoiceFormat.FRAME_SAMPLES, packet);
            int samples = i == 6 ? decoder.conceal(frame) : decoder.decode(packet, 0, length, frame);
            assertThat(samples).isEqualTo(VoiceFormat.FRAME_SAMPLES);
        }
        assertThat(Tone.total(frame, 0, VoiceFormat.FRAME_SAMPLES)).isGreaterThan(0.2);
    }

    @Test
    void bytesThatAreNoOpusGiveSamplesOrNoneAndNothingElse() {
        long seed = 4711;
        var random = Entropy.seeded(seed);
        var decoder = new VoiceDecoder();
        var samples = new short[VoiceFormat.MAX_SAMPLES];
        for (int i = 0; i < 2_000; i++) {
            byte[] garbage = random.bytes(random.bytes(1)[0] & 0x7F);
            assertThat(decoder.decode(garbage, 0, garbage.length, samples))
                    .as("seed %d, packet %d", seed, i)
                    .isBetween(0, VoiceFormat.MAX_SAMPLES);
        }
    }
}
