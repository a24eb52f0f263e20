package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreRollTest {
    private static final long FRAME_NS = 20_000_000L;

    private final PreRoll preRoll = new PreRoll();

    @Test
    void packetsComeOutInSequenceEvenWhenTheyCameOtherwise() {
        for (int sequence : new int[] {3, 1, 2, 5, 4}) {
            preRoll.add(new byte[] {(byte) sequence}, 0, 1, sequence, 0);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(preRoll.get(i).sequence).isEqualTo(i + 1);
            assertThat(preRoll.get(i).bytes[0]).isEqualTo((byte) (i + 1));
        }
    }

    @Test
    void moreThanASecondIsNotHeld() {
        for (int i = 0; i < 80; i++) {
            preRoll.add(new byte[10], 0, 10, i, i * FRAME_NS);
        }
        assertThat(preRoll.count()).isEqualTo(51);
        assertThat(preRoll.get(0).sequence).isEqualTo(29);
        preRoll.expire(200 * FRAME_NS);
        assertThat(preRoll.isEmpty()).isTrue();
    }

    @Test
    void moreThanAHundredPacketsAreNotHeld() {
        for (int i = 0; i < 250; i++) {
            preRoll.add(new byte[10], 0, 10, i, 0);
        }
        assertThat(preRoll.count()).isEqualTo(PreRoll.MAX_PACKETS);
        assertThat(preRoll.get(0).sequence).isEqualTo(150);
    }

    @Test
    void packetsOfDifferentSizesKeepTheirBytes() {
        preRoll.add(new byte[] {1, 2, 3}, 1, 2, 1, 0);
        preRoll.add(new byte[500], 0, 500, 2, 0);
        assertThat(preRoll.get(0).length).isEqualTo(2);
        assertThat(preRoll.get(0).bytes[0]).isEqualTo((byte) 2);
        assertThat(preRoll.get(1).length).isEqualTo(500);
    }
}
