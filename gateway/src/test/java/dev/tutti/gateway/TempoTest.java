package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The click over the wire: the plan, the hub's count, session time, and who leads. */
class TempoTest {
    private static final Offset<Double> MICROSECOND = within(0.001);

    private final TestRoom room = new TestRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private EventSocket connected(TestClient client) {
        EventSocket socket = client.connect(room.session);
        socket.next("snapshot");
        return socket;
    }

    private double sessionMs() {
        return room.hub.clock.session().nowUs() / 1_000.0;
    }

    @Test
    void theSnapshotHasTheWholePlan() {
        room.owner.post(room.path("/tempo"), "{\"bpm\":92.4,\"time_signature\":\"6/8\"}");
        JsonNode tempo = room.owner.connect(room.session).next("snapshot").at("/payload/tempo");

        assertThat(tempo.at("/running").asBoolean()).isFalse();
        assertThat(tempo.at("/anchor/bpm").asDouble()).isEqualTo(92.4);
        assertThat(tempo.at("/anchor/time_signature").asString()).isEqualTo("6/8");
        assertThat(tempo.at("/anchor/subdivision").asString()).isEqualTo("eighths");
        assertThat(tempo.at("/authority/role").asString()).isEqualTo("md");
        assertThat(tempo.at("/authority/user_id").asString()).isEqualTo(room.owner.userId);
    }

    @Test
    void startTellsEverybodyWhereTheFirstBarLineLies() {
        EventSocket socket = connected(room.member("Noor"));
        TestClient.Answer started = room.owner.post(room.path("/tempo/start"), "{\"count_in_bars\":1}");
        JsonNode anchor = socket.next("tempo.anchor");

        assertThat(started.json().at("/tempo")).isEqualTo(anchor.at("/payload"));
        assertThat(anchor.has("cursor")).isTrue();
        assertThat(anchor.at("/payload/anchor/anchor_timestamp_ms").asDouble())
                .isEqualTo(sessionMs() + 500 + 2_000, MICROSECOND);
        assertThat(anchor.at("/payload/run/start_ms").asDouble()).isEqualTo(sessionMs() + 500, MICROSECOND);
        assertThat(anchor.at("/payload/anchor/anchor_bar_index").asLong()).isEqualTo(1);
    }

    @Test
    void theHubCountsAlong() {
        EventSocket socket = connected(room.owner);
        room.owner.post(room.path("/tempo/start"), "{\"count_in_bars\":0}");
        double first = sessionMs() + 500;
        room.hub.clock.advance(Duration.ofMillis(500 + 2_000 + 600));
        JsonNode update = socket.next("tempo.update").at("/payload");

        assertThat(update.at("/bar").asLong()).isEqualTo(2);
        assertThat(update.at("/beat").asInt()).isEqualTo(2);
        assertThat(update.at("/at_ms").asDouble()).isEqualTo(first + 2_500, MICROSECOND);
        assertThat(update.at("/plan_revision").asLong()).isEqualTo(1);
    }

    @Test
    void aChangeWaitsForItsBarAndCanBeUndone() {
        EventSocket socket = connected(room.member("Noor"));
        room.owner.post(room.path("/tempo/start"), "{\"count_in_bars\":0}");
        room.hub.clock.advance(Duration.ofSeconds(3));
        room.owner.post(room.path("/tempo"), "{\"bpm\":76,\"at_bar\":33}");
        socket.next("tempo.anchor");
        JsonNode waiting = socket.next("tempo.anchor").at("/payload");

        assertThat(waiting.at("/anchor/bpm").asDouble()).isEqualTo(120);
        assertThat(waiting.at("/pending/bpm").asDouble()).isEqualTo(76);
        assertThat(waiting.at("/pending/anchor_bar_index").asLong()).isEqualTo(33);

        assertThat(room.owner.delete(room.path("/tempo/change")).status()).isEqualTo(200);
        assertThat(socket.next("tempo.anchor").at("/payload").has("pending")).isFalse();
        assertThat(room.owner.delete(room.path("/tempo/change")).code()).isEqualTo("TEMPO_NOTHING_WAITS");
    }

    @Test
    void whatIsNotPossibleIsRefusedWithItsOwnCode() {
        TestClient noor = room.member("Noor");

        assertThat(noor.post(room.path("/tempo"), "{\"bpm\":90}").code()).isEqualTo("NOT_ALLOWED");
        TestClient.Answer slow = room.owner.post(room.path("/tempo"), "{\"bpm\":29}");
        assertThat(slow.code()).isEqualTo("TEMPO_OUT_OF_RANGE");
        assertThat(slow.json().at("/error/details/min").isNumber()).isTrue();
        assertThat(room.owner
                        .post(room.path("/tempo"), "{\"time_signature\":\"7/8\"}")
                        .code())
                .isEqualTo("VALUE_INVALID");
        room.owner.post(room.path("/tempo/controller"), "{\"user_id\":\"" + noor.userId + "\"}");
        TestClient.Answer refused = room.owner.post(room.path("/tempo"), "{\"bpm\":90}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("TEMPO_NOT_AUTHORITY");
        assertThat(noor.post(room.path("/tempo"), "{\"bpm\":90}").status()).isEqualTo(200);
    }

    @Test
    void aProbeIsAnsweredWithSessionTimeToTheMicrosecond() {
        EventSocket socket = connected(room.member("Noor"));
        room.hub.clock.advance(Duration.ofNanos(1_234_567_000));
        socket.send("{\"type\":\"clock.probe\",\"payload\":{\"n\":7,\"sent_ms\":12.5}}");
        JsonNode reply = socket.next("clock.reply").at("/payload");

        assertThat(reply.at("/n").asLong()).isEqualTo(7);
        assertThat(reply.at("/sent_ms").asDouble()).isEqualTo(12.5);
        assertThat(reply.at("/received_ms").asDouble()).isEqualTo(sessionMs(), MICROSECOND);
        assertThat(reply.at("/replied_ms").asDouble()).isEqualTo(sessionMs(), MICROSECOND);
    }

    @Test
    void probesAreBounded() {
        EventSocket socket = connected(room.member("Noor"));
        for (int n = 1; n <= 45; n++) {
            socket.send("{\"type\":\"clock.probe\",\"payload\":{\"n\":" + n + ",\"sent_ms\":0}}");
        }
        List<JsonNode> seen = socket.untilPong(1);

        assertThat(seen.stream().filter(f -> f.at("/type").asString().equals("clock.reply")))
                .hasSize(40);
        assertThat(seen.stream()
                        .filter(f -> f.at("/payload/error/code").asString("").equals("TOO_MANY_FRAMES")))
                .hasSize(5);
    }

    @Test
    void whoLeadsTheClickAndIsGoneTooLongLosesItToTheMd() {
        TestClient noor = room.member("Noor");
        EventSocket socket = connected(room.owner);
        EventSocket leading = connected(noor);
        room.owner.post(room.path("/tempo/controller"), "{\"user_id\":\"" + noor.userId + "\"}");
        assertThat(socket.next("tempo.anchor").at("/payload/authority/role").asString())
                .isEqualTo("controller");
        leading.close();
        leading.closeCode();
        JsonNode gone = socket.next("presence.update");
        while (!gone.at("/payload/state").asString().equals("gone")) {
            gone = socket.next("presence.update");
        }
        room.hub.clock.advance(Duration.ofSeconds(11));
        JsonNode after = socket.next("tempo.anchor").at("/payload");

        assertThat(after.at("/authority/role").asString()).isEqualTo("md");
        assertThat(room.owner.post(room.path("/tempo"), "{\"bpm\":90}").status())
                .isEqualTo(200);
    }
}
