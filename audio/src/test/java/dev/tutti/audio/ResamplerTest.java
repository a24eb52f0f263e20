package dev.tutti.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out is what went in, at another rate, and nothing besides. */
class ResamplerTest {
    private static final int PIECE_MS = 20;

    /** In pieces, as voice comes. */
    private static short[] resampled(short[] in, int fromHz, int toHz) {
        var resampler = new Resampler(fromHz, toHz);
        int piece = fromHz * PIECE_MS / 1000;
        var all = new short[resampler.most(in.length) + 64];
        var some = new short[resampler.most(piece)];
        int written = 0;
        for (int at = 0; at < in.length; at += piece) {
            int length = Math.min(piece, in.length - at);
            int count = resampler.resample(in, at, length, some);
            System.arraycopy(some, 0, all, written, count);
            written += count;
        }
        return Arrays.copyOf(all, written);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000})
    void aToneOfTheFieldsRatesIsTheSameToneAt48kHz(int rateHz) {
        short[] out = resampled(Tone.of(1000, rateHz, rateHz, 0.5), rateHz, 48_000);

        assertThat(out.length).isBetween(47_999, 48_001);
        double tone = Tone.amplitude(1000, 48_000, out, 4_800, 43_200);
        assertThat(tone).isCloseTo(0.5, within(0.005));
        double all = Tone.total(out, 4_800, 43_200);
        assertThat(Math.sqrt(Math.max(0, all * all - tone * tone)))
                .as("what is not the tone: under -50 dB")
                .isLessThan(0.5 * 0.00316 + 0.001);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100})
    void whatALowerRateCannotCarryIsTakenOutAndNotFoldedDown(int rateHz) {
        double above = rateHz / 2.0 * 1.15;
        short[] out = resampled(Tone.of(above, 48_000, 48_000, 0.5), 48_000, rateHz);

        assertThat(Tone.total(out, rateHz / 10, rateHz * 9 / 10)).isLessThan(0.5 * 0.02);
    }

    @Test
    void piecesOfAnySizeGiveWhatOneGives() {
        short[] tone = Tone.of(440, 11_025, 2_205, 0.7);
        short[] once = new short[10_000];
        int length = new Resampler(11_025, 48_000).resample(tone, 0, tone.length, once);
        var resampler = new Resampler(11_025, 48_000);
        var piece = new short[100];
        int at = 0;
        for (int i = 0; i < tone.length; i++) {
            int count = resampler.resample(tone, i, 1, piece);
            for (int k = 0; k < count; k++) {
                assertThat(piece[k]).isEqualTo(once[at++]);
            }
        }
        assertThat(at).isEqualTo(length);
    }

    @Test
    void aFullScaleSquareIsCutOffAndDoesNotTurnOver() {
        var square = new short[1_600];
        for (int i = 0; i < square.length; i++) {
            square[i] = i / 40 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = resampled(square, 16_000, 48_000);
        for (int i = 300; i + 1 < out.length; i++) {
            assertThat(Math.abs(out[i + 1] - out[i])).isLessThan(40_000);
        }
    }

    @Test
    void ratesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Resampler(0, 48_000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Resampler(48_000, 400_000)).isInstanceOf(IllegalArgumentException.class);
    }
}
