package dev.tutti.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.cluster.relay.StreamWindow.Arrival;
import java.util.HashSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StreamWindowTest {
    private final StreamWindow window = new StreamWindow();

    @Test
    void eachPacketGoesOnOnceInWhateverOrder() {
        for (long seed = 1; seed <= 100; seed++) {
            var random = new SplittableRandom(seed);
            var stream = new StreamWindow();
            var came = new HashSet<Long>();
            long newest = 1L << 20;
            stream.take(newest);
            came.add(newest);
            for (int i = 0; i < 2_000; i++) {
                long sequence = newest + random.nextInt(-StreamWindow.SIZE + 1, 4);
                var expected = came.add(sequence) ? Arrival.NEW : Arrival.DUPLICATE;
                // What came before the stream's first packet is new to it, too.
                assertThat(stream.take(sequence))
                        .as("seed %d, packet %d", seed, i)
                        .isEqualTo(expected);
                newest = Math.max(newest, sequence);
            }
        }
    }

    @Test
    void whatIsTooFarBehindIsLateEvenWhenItNeverCame() {
        window.take(1_000);
        window.take(1_001);
        assertThat(window.take(1_001 - StreamWindow.SIZE)).isEqualTo(Arrival.LATE);
        assertThat(window.take(1_001 - StreamWindow.SIZE + 1)).isEqualTo(Arrival.NEW);
    }

    @Test
    void numbersWrapAtThirtyTwoBits() {
        assertThat(window.take(0xFFFF_FFFFL)).isEqualTo(Arrival.NEW);
        assertThat(window.take(0)).isEqualTo(Arrival.NEW);
        assertThat(window.take(0xFFFF_FFFFL)).isEqualTo(Arrival.DUPLICATE);
        assertThat(window.lost()).isZero();
    }

    @Test
    void aStreamThatStartsAnewIsTaken() {
        window.take(1_000_000);
        assertThat(window.take(7)).isEqualTo(Arrival.NEW);
        assertThat(window.take(8)).isEqualTo(Arrival.NEW);
        assertThat(window.take(7)).isEqualTo(Arrival.DUPLICATE);
    }

    @Test
    void lossIsCountedUntilThePacketComesAfterAll() {
        window.take(10);
        window.take(13);
        assertThat(window.lost()).isEqualTo(2);
        window.take(12);
        assertThat(window.lost()).isEqualTo(1);
        window.take(12);
        assertThat(window.lost()).isEqualTo(1);
    }
}
