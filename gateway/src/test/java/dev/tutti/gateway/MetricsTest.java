package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How everybody's link is, over REST and {@code /ws}. */
class MetricsTest {
    private static final String SAMPLE =
            "{\"rtt_ms\":3,\"loss_pct\":0.5,\"jitter_ms\":1.5,\"bitrate_bps\":32000,\"drift_ms\":-2.5,\"drifts\":true}";

    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private JsonNode newest() {
        return room.owner.get(room.path("/metrics")).json().at("/metrics");
    }

    @Test
    void whatADeviceReportsEitherWayIsSeenByThoseWhoSeeMeasurements() {
        TestClient noor = room.member("Noor");
        EventSocket atNoor = noor.connect(room.session);
        atNoor.next("snapshot");
        assertThat(newest()).isEmpty();
        assertThat(noor.post(room.path("/metrics"), SAMPLE).status()).isEqualTo(200);

        assertThat(newest()).singleElement().satisfies(report -> {
            assertThat(report.at("/user_id").asString()).isEqualTo(noor.userId);
            assertThat(report.at("/drift_ms").asDouble()).isEqualTo(-2.5);
            assertThat(report.at("/drifts").asBoolean()).isTrue();
        });
        atNoor.send("{\"type\":\"metrics.report\",\"payload\":" + SAMPLE.replace("3,", "9,") + "}");
        atNoor.untilPong(1);
        assertThat(newest())
                .singleElement()
                .satisfies(report -> assertThat(report.at("/rtt_ms").asInt()).isEqualTo(9));
        assertThat(noor.get(room.path("/metrics")).code()).isEqualTo("NOT_ALLOWED");
    }

    @Test
    void whatADeviceHasNotMeasuredIsLeftOutAndNotZero() {
        TestClient noor = room.member("Noor");
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        noor.post(room.path("/metrics"), "{\"rtt_ms\":3,\"bitrate_bps\":0}");

        JsonNode told = atOwner.next("metrics.report").at("/payload");
        assertThat(told.at("/rtt_ms").asInt()).isEqualTo(3);
        assertThat(told.propertyNames()).doesNotContain("loss_pct", "jitter_ms", "drift_ms", "drifts");
        assertThat(newest())
                .singleElement()
                .satisfies(report -> assertThat(report.propertyNames()).doesNotContain("loss_pct", "jitter_ms"));
    }

    @Test
    void aReportByRestIsToldOnTheSocketToo() {
        TestClient noor = room.member("Noor");
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        noor.post(room.path("/metrics"), SAMPLE);

        assertThat(atOwner.next("metrics.report").at("/payload/user_id").asString())
                .isEqualTo(noor.userId);
    }

    @Test
    void whatIsOutOfBoundsOrFromOutsideIsRefused() {
        assertThat(room.owner
                        .post(room.path("/metrics"), SAMPLE.replace("0.5", "101"))
                        .code())
                .isEqualTo("VALUE_INVALID");
        assertThat(room.waiting("Eve").post(room.path("/metrics"), SAMPLE).code())
                .isEqualTo("NOT_ADMITTED");
    }

    @Test
    void whoSaysNothingForHalfAMinuteIsForgotten() {
        TestClient noor = room.member("Noor");
        noor.post(room.path("/metrics"), SAMPLE);
        room.hub.clock.advance(Duration.ofSeconds(31));

        assertThat(newest()).isEmpty();
    }
}
