package dev.tutti.benchmarks.floor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WireScanTest {
    private static final String FRAME =
            "{\"type\":\"floor.queued\",\"ts\":17,\"payload\":{\"request_id\":\"u-1\",\"position\":3,\"wait_ms\":null}}";

    @Test
    void findsTextAndNumbers() {
        assertThat(WireScan.text(FRAME, "type")).isEqualTo("floor.queued");
        assertThat(WireScan.text(FRAME, "request_id")).isEqualTo("u-1");
        assertThat(WireScan.number(FRAME, "position")).isEqualTo(3);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(WireScan.text(FRAME, "lease_id")).isNull();
        assertThat(WireScan.text(FRAME, "position")).isNull();
        assertThat(WireScan.number(FRAME, "wait_ms")).isEqualTo(-1);
    }
}
