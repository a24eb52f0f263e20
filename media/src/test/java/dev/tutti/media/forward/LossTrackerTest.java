package dev.tutti.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.rtp.RtcpReader;
import dev.tutti.rtp.RtcpWriter;
import org.junit.jupiter.api.Test;

class LossTrackerTest {
    private static final long MS = 1_000_000L;

    private final LossTracker losses = new LossTracker();
    private final RtcpWriter writer = new RtcpWriter(1200);

    @Test
    void aPacketThatWasOnlyLateIsNotAskedFor() {
        losses.gap(10, 12, MS);
        losses.arrived(11);
        assertThat(ask(50)).isZero();
    }

    @Test
    void reorderedPacketsGetTimeToArrive() {
        losses.gap(10, 12, MS);
        assertThat(ask(10)).isZero();
        assertThat(ask(17)).isEqualTo(1);
    }

    @Test
    void whatStaysAwayIsAskedForAgainAndThenGivenUp() {
        losses.gap(10, 12, MS);
        assertThat(ask(20)).isEqualTo(1);
        assertThat(ask(40)).isZero();
        assertThat(ask(95)).isEqualTo(1);
        assertThat(ask(300)).isZero();
        assertThat(ask(400)).isZero();
    }

    @Test
    void aLongOutageIsAskedForOnlyInItsLastPart() {
        losses.gap(10, 1000, MS);
        assertThat(ask(20)).isEqualTo(32);
    }

    private int ask(long nowMs) {
        writer.clear();
        if (!losses.write(writer, 1, 2, nowMs * MS)) {
            return 0;
        }
        var reader = new RtcpReader();
        assertThat(reader.wrap(writer.array(), 0, writer.length())).isTrue();
        assertThat(reader.next()).isTrue();
        return reader.nackCount();
    }
}
