package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One button measures every device. */
class PreflightTest {
    private final TestRoom room = new TestRoom();

    @AfterEach
    void stop() {
        room.close();
    }

    private static String report(String run) {
        return "{\"type\":\"preflight.report\",\"id\":\"p1\",\"payload\":{\"run_id\":\"" + run
                + "\",\"voice\":\"unanswered\",\"rtt_ms\":3,\"jitter_ms\":1.5,\"drift_ms\":-2.5,\"microphone\":\"silent\"}}";
    }

    @Test
    void everyDeviceIsAskedAndOnlyThoseWhoSeeMeasurementsSeeWhatItFound() {
        TestClient noor = room.member("Noor");
        EventSocket atOwner = room.owner.connect(room.session);
        EventSocket atNoor = noor.connect(room.session);
        atOwner.next("snapshot");
        atNoor.next("snapshot");

        TestClient.Answer started = room.owner.post(room.path("/preflight"), "{}");
        assertThat(started.json().at("/user_ids")).hasSize(2);
        String run = atNoor.next("preflight.start").at("/payload/run_id").asString();
        assertThat(run).isEqualTo(started.at("/run_id"));
        atOwner.next("preflight.start");
        atNoor.send(report(run));

        JsonNode result = atOwner.next("preflight.result").at("/payload");
        assertThat(result.at("/user_id").asString()).isEqualTo(noor.userId);
        assertThat(result.at("/microphone").asString()).isEqualTo("silent");
        assertThat(result.at("/voice").asString()).isEqualTo("unanswered");
        assertThat(result.at("/loss_pct").isMissingNode())
                .as("nothing is invented")
                .isTrue();
        assertThat(result.at("/drift_ms").asDouble()).isEqualTo(-2.5);
        assertThat(atNoor.untilPong(7)).noneMatch(f -> f.at("/type").asString().equals("preflight.result"));
        JsonNode newest = room.owner.get(room.path("/preflight")).json();
        assertThat(newest.at("/results")).hasSize(1);
        assertThat(noor.get(room.path("/preflight")).code()).isEqualTo("NOT_ALLOWED");
    }

    @Test
    void aReportOfAnOlderRunIsRefused() {
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        room.owner.post(room.path("/preflight"), "{}");
        String old = atOwner.next("preflight.start").at("/payload/run_id").asString();
        room.owner.post(room.path("/preflight"), "{}");
        String run = atOwner.next("preflight.start").at("/payload/run_id").asString();
        assertThat(run).isNotEqualTo(old);

        atOwner.send(report(old));
        JsonNode error = atOwner.next("error");
        assertThat(error.at("/id").asString()).isEqualTo("p1");
        assertThat(error.at("/payload/error/code").asString()).isEqualTo("PREFLIGHT_UNKNOWN");

        atOwner.send(report(run));
        assertThat(atOwner.next("preflight.result").at("/payload/run_id").asString())
                .isEqualTo(run);
    }

    @Test
    void beforeTheFirstRunThereIsNone() {
        JsonNode none = room.owner.get(room.path("/preflight")).json();

        assertThat(none.at("/run_id").isMissingNode()).isTrue();
        assertThat(none.at("/results")).isEmpty();
    }

    @Test
    void aReportOutOfBoundsIsRefused() {
        EventSocket atOwner = room.owner.connect(room.session);
        atOwner.next("snapshot");
        room.owner.post(room.path("/preflight"), "{}");
        String run = atOwner.next("preflight.start").at("/payload/run_id").asString();

        atOwner.send(report(run).replace("\"rtt_ms\":3", "\"rtt_ms\":-1"));
        assertThat(atOwner.next("error").at("/payload/error/code").asString()).isEqualTo("VALUE_INVALID");
    }
}
