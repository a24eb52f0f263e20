package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.http.RateLimit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A proxy of this machine that serves the hub as {@code https://studio.example}, and apps of that origin. */
class ForeignPagesTest {
    private final TestRoom room = new TestRoom(new TestHub(TestHub.Wishes.NONE.limits(Map.of(RateLimit.EXCHANGE, 2))));

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void throughTheProxyOneIsOnTheNetworkAndEncrypted() throws IOException {
        assertThat(get("/hub", "Host: studio.example", "X-Forwarded-For: 10.0.0.7"))
                .startsWith("HTTP/1.1 200")
                .contains("\"listen_only\":false");
        assertThat(exchange("Host: studio.example", "X-Forwarded-For: 10.0.0.7"))
                .contains("\"listen_only\":false");
        assertThat(get("/metrics", "Host: localhost")).startsWith("HTTP/1.1 200");
        assertThat(get("/metrics", "Host: studio.example", "X-Forwarded-For: 10.0.0.7"))
                .startsWith("HTTP/1.1 403")
                .contains("OPERATORS_ONLY");
        assertThat(get("/metrics", "Host: studio.example")).contains("OPERATORS_ONLY");
    }

    @Test
    void theOwnerSeesMeasurementsFromAnywhereAndNobodyElseDoes() throws IOException {
        String[] away = {"Host: studio.example", "X-Forwarded-For: 10.0.0.7"};
        assertThat(get("/metrics", away[0], away[1], token(room.owner))).startsWith("HTTP/1.1 200");
        assertThat(get("/metrics", away[0], away[1], token(room.member("Noor"))))
                .contains("OPERATORS_ONLY");
        assertThat(get("/metrics", away[0], away[1], "Authorization: Bearer made.up.token"))
                .contains("OPERATORS_ONLY");
    }

    @Test
    void theProxyTellsWhereItsSocketsAre() throws IOException {
        assertThat(post(room.path("/media-token"), "{}", "Host: studio.example", token(room.owner)))
                .contains("\"url\":\"wss://studio.example\"");
        assertThat(get("/hub", "Host: studio.example")).contains("wss://studio.example");
    }

    @Test
    void socketsPassThroughTheProxyAsItsOwnPagesOpenThem() throws IOException {
        String socket = "/ws?token=" + room.owner.token + "&session_id=" + room.session;
        assertThat(upgrade(socket, "https://studio.example")).startsWith("HTTP/1.1 101");
        assertThat(upgrade(socket, "https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(upgrade("/rtc?access_token=good", "https://studio.example")).startsWith("HTTP/1.1 101");
    }

    @Test
    void triesAreCountedByTheAddressThatTheProxyAdded() throws IOException {
        assertThat(exchange("Host: studio.example", "X-Forwarded-For: 10.0.0.7"))
                .startsWith("HTTP/1.1 200");
        // What stands before the last address, the client has written itself.
        assertThat(exchange("Host: studio.example", "X-Forwarded-For: 1.2.3.4, 10.0.0.7"))
                .startsWith("HTTP/1.1 200");
        assertThat(exchange("Host: studio.example", "X-Forwarded-For: 5.6.7.8, 10.0.0.7"))
                .startsWith("HTTP/1.1 429");
        assertThat(exchange("Host: studio.example", "X-Forwarded-For: 10.0.0.8"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aProxyThatTheOperatorDidNotNameSpeaksForStrangers() throws IOException {
        assertThat(get("/hub", "Host: other.example", "X-Forwarded-For: 10.0.0.7"))
                .startsWith("HTTP/1.1 421")
                .contains("--origin");
        assertThat(get("/hub", "Host: localhost", "X-Forwarded-For: 10.0.0.7")).contains("\"listen_only\":true");
        assertThat(get("/metrics", "Host: localhost", "X-Forwarded-For: 127.0.0.1"))
                .contains("OPERATORS_ONLY");
    }

    @Test
    void anAppOfTheOriginMayAskFirstAndReadTheAnswer() {
        TestClient app = room.hub.client().header("Origin", "https://studio.example");
        TestClient.Answer asked =
                app.header("Access-Control-Request-Method", "POST").send("OPTIONS", room.path("/code"), null);
        assertThat(asked.status()).isEqualTo(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo("https://studio.example");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        app.token = room.owner.token;
        TestClient.Answer answer = app.post(room.path("/code"), "{}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://studio.example");
    }

    @Test
    void anAppOfAnotherOriginMayNot() {
        TestClient app = room.hub.client().header("Origin", "https://evil.example");
        assertThat(app.get("/hub").header("Access-Control-Allow-Origin")).isEmpty();
        TestClient.Answer asked =
                app.header("Access-Control-Request-Method", "POST").send("OPTIONS", room.path("/code"), null);
        assertThat(asked.status()).isEqualTo(405);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEmpty();
    }

    private String exchange(String... headers) throws IOException {
        return post("/auth/exchange", "{\"code\":\"" + room.code + "\",\"name\":\"Noor\"}", headers);
    }

    private static String token(TestClient client) {
        return "Authorization: Bearer " + client.token;
    }

    private String get(String path, String... headers) throws IOException {
        return raw("GET " + path + " HTTP/1.1\r\n" + lines(headers) + "Connection: close\r\n\r\n");
    }

    private String post(String path, String body, String... headers) throws IOException {
        return raw("POST " + path + " HTTP/1.1\r\n" + lines(headers) + "Idempotency-Key: " + UUID.randomUUID()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    private String upgrade(String path, String origin) throws IOException {
        try (var socket = open("GET " + path + " HTTP/1.1\r\n"
                + lines(
                        "Host: studio.example",
                        "Origin: " + origin,
                        "X-Forwarded-For: 10.0.0.7",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")
                + "\r\n")) {
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 101".length()), StandardCharsets.UTF_8);
        }
    }

    private static String lines(String... headers) {
        return String.join("\r\n", headers) + "\r\n";
    }

    /** Java's client does not let a test choose the {@code Host}. */
    private String raw(String request) throws IOException {
        try (var socket = open(request)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket open(String request) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), room.hub.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }
}
