package dev.tutti.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SerialTest {
    @Test
    void sequenceNumbersWrapForwards() {
        assertThat(Serial.difference16(0, 65_535)).isEqualTo(1);
        assertThat(Serial.extend16(65_535, 0)).isEqualTo(65_536);
    }

    @Test
    void lateSequenceNumbersStayInTheOldCycle() {
        assertThat(Serial.difference16(65_535, 0)).isEqualTo(-1);
        assertThat(Serial.extend16(65_536, 65_535)).isEqualTo(65_535);
    }

    @Test
    void timestampsWrapInBothDirections() {
        assertThat(Serial.extend32(0xFFFF_FFFFL, 5)).isEqualTo(0x1_0000_0005L);
        assertThat(Serial.extend32(0x1_0000_0005L, 0xFFFF_FFFFL)).isEqualTo(0xFFFF_FFFFL);
        assertThat(Serial.difference32(3, 0xFFFF_FFFEL)).isEqualTo(5);
    }
}
