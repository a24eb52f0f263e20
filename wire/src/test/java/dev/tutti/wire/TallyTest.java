package dev.tutti.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void theFirstOfEachKindIsTold() {
        var tally = new Tally<>(Verdict.class);
        assertThat(tally.add(Verdict.BAD_CRC)).isTrue();
        assertThat(tally.add(Verdict.BAD_CRC)).isFalse();
        assertThat(tally.add(Verdict.TOO_LONG)).isTrue();
        assertThat(tally.count(Verdict.BAD_CRC)).isEqualTo(2);
        assertThat(tally.count(Verdict.ACCEPTED)).isZero();
    }
}
