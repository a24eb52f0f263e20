package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    private final TestHub hub = new TestHub();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        hub.close();
        http.close();
    }

    private EventSocket open(String pathAndQuery, String... headers) {
        return EventSocket.open(http, URI.create("ws://127.0.0.1:" + hub.port() + pathAndQuery), List.of(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rtc", "/rtc/v1"})
    void framesGoBothWays(String path) throws Exception {
        EventSocket socket = open(path + "?access_token=good&auto_subscribe=1");
        assertThat(socket.nextBinary()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
        var frame = new byte[100_000];
        frame[99_999] = 7;
        socket.send(frame);
        int received = 0;
        while (received < frame.length) {
            received += socket.nextBinary().length;
        }
        assertThat(received).isEqualTo(frame.length);
        assertThat(hub.signals.opened.join().path()).isEqualTo(path);
        assertThat(hub.signals.opened.join().query()).containsEntry("auto_subscribe", "1");
        socket.vanish();
        hub.signals.closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void bearerHeaderAndLongQueriesWork() {
        String join = "x".repeat(12_000);
        EventSocket socket = open("/rtc/v1?join_request=" + join, "Authorization", "Bearer good");
        assertThat(socket.nextBinary()).hasSize(5);
        assertThat(hub.signals.opened.join().query().get("join_request")).hasSize(12_000);
    }

    @Test
    void refusalComesBeforeTheUpgradeWithItsStatus() {
        assertThat(hub.client().upgradeStatus("/rtc?access_token=bad")).isEqualTo(401);
        assertThat(hub.client().upgradeStatus("/rtc/v1")).isEqualTo(401);
        assertThat(hub.signals.opened).isNotDone();
    }

    @Test
    void validateAnswersInWords() {
        TestClient.Answer good = hub.client().get("/rtc/validate?access_token=good");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.text()).isEqualTo("success");
        TestClient.Answer bad = hub.client().get("/rtc/v1/validate?access_token=bad");
        assertThat(bad.status()).isEqualTo(401);
        assertThat(bad.text()).isEqualTo("invalid token");
    }

    @Test
    void hubClosesWithTheCodeThatMediaSays() {
        EventSocket socket = open("/rtc?access_token=good");
        socket.send("close me");
        assertThat(socket.closeCode()).isEqualTo(4000);
    }

    @Test
    void twirpPassesBytesAndTokensThrough() {
        TestClient client = hub.client();
        client.token = "good";
        TestClient.Answer answer = client.header("Content-Type", "application/protobuf")
                .send("POST", "/twirp/livekit.RoomService/ListRooms", "abc", "");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.raw().body()).asString(StandardCharsets.UTF_8).isEqualTo("ListRooms application/protobuf 3");
        client.token = "bad";
        assertThat(client.send("POST", "/twirp/livekit.RoomService/ListRooms", "abc", "")
                        .status())
                .isEqualTo(401);
        assertThat(client.send("POST", "/twirp/livekit.RoomService/ListRooms", "x".repeat(300_000), "")
                        .status())
                .isEqualTo(413);
    }
}
