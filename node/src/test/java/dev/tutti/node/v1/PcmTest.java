package dev.tutti.node.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a v1 app says comes out at another one as it went in, through the room's Opus. */
class PcmTest {
    private static Octets frame(double hz, int rateHz, int samples, int from) {
        var pcm = new byte[2 * samples];
        for (int i = 0; i < samples; i++) {
            int value = (int) (12_000 * Math.sin(2 * Math.PI * hz * (from + i) / rateHz));
            pcm[2 * i] = (byte) value;
            pcm[2 * i + 1] = (byte) (value >> 8);
        }
        return Octets.of(pcm);
    }

    private static double amplitude(double hz, List<Octets> frames) {
        double sine = 0;
        double cosine = 0;
        int n = 0;
        for (Octets one : frames) {
            byte[] bytes = one.toArray();
            for (int i = 0; i + 1 < bytes.length; i += 2, n++) {
                double value = (short) ((bytes[i] & 0xFF) | (bytes[i + 1] << 8));
                sine += value * Math.sin(2 * Math.PI * hz * n / PcmOutlet.RATE_HZ);
                cosine += value * Math.cos(2 * Math.PI * hz * n / PcmOutlet.RATE_HZ);
            }
        }
        return 2 * Math.hypot(sine, cosine) / n;
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 221, 320, 441, 882})
    void aToneOfEachRateOfTheFieldIsHeardAt16kHz(int samples) {
        int rateHz = PcmIntake.rateHz(samples);
        assertThat(samples).isBetween(rateHz / 50, rateHz / 50 + 1);
        var intake = new PcmIntake();
        var outlet = new PcmOutlet();
        var heard = new ArrayList<Octets>();
        int packets = 0;
        var firsts = new ArrayList<Boolean>();
        for (int i = 0; i < 60; i++) {
            boolean taken = intake.take(frame(700, rateHz, samples, i * samples), (opus, length, first) -> {
                firsts.add(first);
                outlet.take(opus.clone(), length, audio -> heard.add(audio.pcm()));
            });
            assertThat(taken).isTrue();
            packets++;
        }
        assertThat(firsts.size()).isBetween(packets - 2, packets + 1);
        assertThat(firsts.getFirst()).isTrue();
        assertThat(firsts.subList(1, firsts.size())).doesNotContain(true);
        assertThat(heard.size()).isGreaterThan(50);
        assertThat(heard).allMatch(one -> one.length() == 640);
        assertThat(amplitude(700, heard.subList(20, heard.size()))).isBetween(8_000.0, 15_000.0);
    }

    @Test
    void aFrameThatIsLongerThanTheRateAllowsIsNotTaken() {
        var intake = new PcmIntake();
        assertThat(intake.take(Octets.of(new byte[4_000]), (_, _, _) -> {})).isFalse();
        assertThat(intake.take(Octets.of(new byte[0]), (_, _, _) -> {})).isTrue();
    }
}
