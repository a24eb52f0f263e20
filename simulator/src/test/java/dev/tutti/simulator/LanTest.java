package dev.tutti.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanTest {
    private static final int PACKETS = 50_000;

    private final VirtualTime time = new VirtualTime();
    private final ArrayList<String> arrived = new ArrayList<>();

    private Lan lan(LanProfile profile) {
        return new Lan(time, new SplittableRandom(5), profile, 3);
    }

    /** Several of each, so that one lost to the profile does not matter. */
    private void sendAll(Lan lan) {
        for (int i = 0; i < 20; i++) {
            for (int from = 0; from < 3; from++) {
                for (int to = 0; to < 3; to++) {
                    String way = from + ">" + to;
                    if (from != to) {
                        lan.send(from, to, () -> arrived.add(way));
                    }
                }
            }
        }
        time.runUntil(time.nowNs() + VirtualTime.ms(1_000));
    }

    @Test
    void aCutIsOfOneDirectionUntilItIsMended() {
        Lan lan = lan(LanProfile.A);
        lan.cut(0, 1);

        sendAll(lan);
        assertThat(arrived).doesNotContain("0>1").contains("1>0", "0>2", "2>1");

        lan.mend(0, 1);
        sendAll(lan);
        assertThat(arrived).contains("0>1");
    }

    @Test
    void twoWhoLostEachOtherStillReachTheThird() {
        Lan lan = lan(LanProfile.A);
        lan.cut(0, 2);
        lan.cut(2, 0);

        sendAll(lan);

        assertThat(arrived).doesNotContain("0>2", "2>0").contains("0>1", "1>0", "1>2", "2>1");
    }

    @Test
    void aWayThatTwoFaultsCutIsWholeWhenBothAreOver() {
        Lan lan = lan(LanProfile.A);
        lan.cut(0, 1);
        lan.cut(0, 1);
        lan.mend(0, 1);
        assertThat(lan.reaches(0, 1)).isFalse();

        lan.mend(0, 1);
        assertThat(lan.reaches(0, 1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"A, 0.005, 2, 12, 1", "B, 0.02, 10, 110, 2", "C, 0.05, 10, 260, 5"})
    void aProfileLosesAndDelaysAsItSays(LanProfile profile, double loss, int minMs, int maxMs, double burst) {
        LanProfile.Way way = profile.way(new SplittableRandom(9));
        int lost = 0;
        int bursts = 0;
        boolean before = false;
        for (int i = 0; i < PACKETS; i++) {
            boolean now = way.loses();
            lost += now ? 1 : 0;
            bursts += now && !before ? 1 : 0;
            before = now;
        }
        assertThat((double) lost / PACKETS).isCloseTo(loss, Offset.offset(loss / 5));
        assertThat((double) lost / bursts).isCloseTo(burst, Offset.offset(burst / 5));

        long[] delays = IntStream.range(0, PACKETS)
                .mapToLong(i -> way.delayNs(VirtualTime.ms(10L * i)) / 1_000_000)
                .sorted()
                .toArray();
        assertThat(delays[0]).isGreaterThanOrEqualTo(minMs);
        assertThat(delays[PACKETS - 1]).isLessThanOrEqualTo(maxMs);
    }
}
