package dev.tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.gateway.http.RateLimit;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every request, whatever it asks for. */
class ProtocolTest {
    private final TestRoom room =
            new TestRoom(new TestHub(TestHub.Wishes.NONE.limits(Map.of(RateLimit.EXCHANGE, 5, RateLimit.JOIN, 10))));

    @AfterEach
    void stop() {
        room.close();
    }

    @Test
    void malformedJsonIsLocated() {
        TestClient.Answer answer =
                room.owner.post(room.path("/channels"), "{\n  \"name\": \"Band\",\n  \"mode\" \"open\"\n}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("JSON_MALFORMED");
        assertThat(answer.json().at("/error/details/line").asInt()).isEqualTo(3);
        assertThat(answer.json().at("/error/details/column").asInt()).isGreaterThan(1);
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertField("{\"nam\":\"Band\"}", "FIELD_UNKNOWN", "nam");
        assertField("{}", "VALUE_INVALID", "name");
        assertField("{\"name\":\"\"}", "VALUE_INVALID", "name");
        assertField("{\"name\":\"" + "x".repeat(41) + "\"}", "VALUE_INVALID", "name");
        assertField("{\"name\":\"Band\",\"mode\":\"shouting\"}", "VALUE_INVALID", "mode");
        assertField("{\"name\":\"Band\",\"talk_limit_s\":4}", "VALUE_INVALID", "talk_limit_s");
        assertField("{\"name\":\"Band\",\"talk_limit_s\":\"long\"}", "VALUE_INVALID", "talk_limit_s");
        assertField("{\"name\":\"Band\",\"talk_limit_s\":9.5}", "VALUE_INVALID", "talk_limit_s");
        assertField("{\"name\":\"Band\",\"talk\":[null]}", "VALUE_INVALID", "talk");
        assertField("{\"name\":\"Band\",\"mode\":\"\"}", "VALUE_INVALID", "mode");
        assertThat(channel("[]").status()).isEqualTo(400);
        assertThat(channel("null").status()).isEqualTo(400);
        assertThat(channel("{\"name\":\"a\",\"name\":\"b\"}").status()).isEqualTo(400);
        assertThat(channel("{\"name\":\"a\"} {}").status()).isEqualTo(400);
        assertThat(channel("[".repeat(1000)).status()).isEqualTo(400);
    }

    @Test
    void aValueOfAnotherTypeIsNotTakenForWhatItLooksLike() {
        for (String noText : new String[] {"5", "5.5", "true", "{}", "[]", "[\"Band\"]"}) {
            assertField("{\"name\":" + noText + "}", "VALUE_INVALID", "name");
        }
        for (String noNumber : new String[] {"\"20\"", "\"\"", "true", "20.0", "[20]"}) {
            assertField("{\"name\":\"Band\",\"talk_limit_s\":" + noNumber + "}", "VALUE_INVALID", "talk_limit_s");
        }
        for (String noFlag : new String[] {"\"true\"", "\"\"", "1", "0", "1.0"}) {
            TestClient.Answer answer = room.owner.patch(room.path("/settings"), "{\"discoverable\":" + noFlag + "}");
            assertThat(answer.status()).as(noFlag).isEqualTo(400);
            assertThat(answer.at("/error/details/field")).as(noFlag).isEqualTo("discoverable");
        }
        assertField("{\"name\":\"Band\",\"talk\":[5]}", "VALUE_INVALID", "talk");
        assertField("{\"name\":\"Band\",\"mode\":0}", "VALUE_INVALID", "mode");
    }

    @Test
    void framesAreReadAsStrictly() {
        EventSocket socket = room.owner.connect(room.session);
        socket.next("snapshot");
        socket.send(
                "{\"type\":\"floor.request\",\"payload\":{\"channel_id\":5,\"request_id\":\"r1\",\"holding\":true}}");
        assertThat(socket.next("error").at("/payload/error/details/field").asString(""))
                .isEqualTo("channel_id");
        socket.close();
    }

    private TestClient.Answer channel(String body) {
        return room.owner.post(room.path("/channels"), body);
    }

    private void assertField(String body, String code, String field) {
        TestClient.Answer answer = channel(body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.code()).as(body).isEqualTo(code);
        assertThat(answer.at("/error/details/field")).as(body).isEqualTo(field);
    }

    @Test
    void largeBodiesAndOtherContentAreRefused() {
        assertThat(channel("{\"name\":\"" + "x".repeat(70_000) + "\"}").code()).isEqualTo("BODY_TOO_LARGE");
        TestClient form = room.hub.client().header("Content-Type", "application/x-www-form-urlencoded");
        form.token = room.owner.token;
        assertThat(form.post(room.path("/channels"), "name=Band").code()).isEqualTo("CONTENT_TYPE_UNSUPPORTED");
    }

    @Test
    void unknownPathsAndMethodsHaveTheSameShapeOfError() {
        TestClient.Answer nothing = room.owner.get("/nothing/here");
        assertThat(nothing.status()).isEqualTo(404);
        assertThat(nothing.code()).isEqualTo("NOT_FOUND");
        TestClient.Answer method = room.owner.send("PUT", "/auth/exchange", "{}");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(method.header("Allow")).contains("POST");
    }

    @Test
    void requestThatIsNotHttpGetsTheShapeToo() throws IOException {
        String answer = raw("GET /hub HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 431")
                .contains("\"code\":\"REQUEST_MALFORMED\"")
                .containsPattern("\"requestId\":\"[A-Za-z0-9_.-]{8,64}\"")
                .containsPattern("(?i)x-request-id: [a-z0-9_.-]{8,64}");
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), room.hub.port());
                InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new byte[4096];
            int read = in.read(answer);
            return new String(answer, 0, Math.max(0, read), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void foreignHostNamesAreRefused() throws IOException {
        assertThat(raw("GET /hub HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("HOST_UNKNOWN");
        assertThat(raw("GET /hub HTTP/1.1\r\nHost: localhost:1234\r\n\r\n")).startsWith("HTTP/1.1 200");
        assertThat(raw("GET /ws?token=x&session_id=y HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"))
                .startsWith("HTTP/1.1 421")
                .contains("HOST_UNKNOWN");
    }

    @Test
    void foreignPagesMayNotChangeOrListen() {
        TestClient page = room.hub.client().header("Origin", "https://evil.example");
        page.token = room.owner.token;
        assertThat(page.post(room.path("/code"), "{}").code()).isEqualTo("ORIGIN_REFUSED");
        String ws = "/ws?token=" + room.owner.token + "&session_id=" + room.session;
        assertThat(page.upgradeStatus(ws, "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(page.upgradeStatus(ws, "Origin", "null")).isEqualTo(403);
        assertThat(page.upgradeStatus("/rtc?access_token=good", "Origin", "https://evil.example"))
                .isEqualTo(403);
        String own = "http://127.0.0.1:" + room.hub.port();
        for (String stranger : new String[] {
            "http://127.0.0.1:1", "https://127.0.0.1:" + room.hub.port(), "http://localhost:" + room.hub.port()
        }) {
            assertThat(page.upgradeStatus(ws, "Origin", stranger)).as(stranger).isEqualTo(403);
            assertThat(page.upgradeStatus("/rtc?access_token=good", "Origin", stranger))
                    .as(stranger)
                    .isEqualTo(403);
        }
        TestClient neighbour = room.hub.client().header("Origin", "http://127.0.0.1:1");
        neighbour.token = room.owner.token;
        assertThat(neighbour.post(room.path("/code"), "{}").code()).isEqualTo("ORIGIN_REFUSED");
        assertThat(page.upgradeStatus(ws)).isEqualTo(101);
        assertThat(page.upgradeStatus(ws, "Origin", own)).isEqualTo(101);
        assertThat(page.upgradeStatus(ws, "Origin", "https://studio.example")).isEqualTo(101);
    }

    @Test
    void everyAnswerCarriesSecurityHeaders() {
        TestClient.Answer answer = room.owner.get("/hub");
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'", "object-src 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("Content-Security-Policy"))
                .endsWith("connect-src 'self' ws://127.0.0.1:" + room.hub.port() + " ws://localhost:" + room.hub.port()
                        + " wss://studio.example");
        assertThat(room.owner.get("/nothing").header("Content-Security-Policy")).isNotEmpty();
    }

    @Test
    void sixthTryOfACodeInAMinuteWaits() {
        TestClient guest = room.hub.client();
        for (int i = 0; i < 4; i++) {
            assertThat(guest.exchange("AAAAAA", "Eve").status()).isEqualTo(404);
        }
        TestClient.Answer sixth = guest.exchange(room.code, "Noor");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("RATE_LIMITED");
        assertThat(sixth.at("/error/message")).isEqualTo("Five tries in a minute. You can try again in 0:12.");
        assertThat(sixth.json().at("/error/details/retry_after_ms").asLong()).isEqualTo(12_000);
        assertThat(sixth.header("Retry-After")).isEqualTo("12");
        room.hub.clock.advance(Duration.ofSeconds(12));
        assertThat(guest.exchange(room.code, "Noor").status()).isEqualTo(200);
    }

    @Test
    void eleventhJoinInAMinuteWaits() {
        TestClient guest = room.waiting("Noor");
        for (int i = 0; i < 8; i++) {
            assertThat(guest.join(room.session).status()).isEqualTo(200);
        }
        assertThat(guest.join(room.session).code()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void changeNeedsAnIdempotencyKey() {
        assertThat(room.owner.send("POST", room.path("/code"), "{}", "").code()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(room.owner.send("POST", room.path("/code"), "{}", "short").code())
                .isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    @Test
    void repeatedKeyGivesTheSameAnswerAndDoesNothingTwice() {
        String key = UUID.randomUUID().toString();
        String path = room.path("/channels");
        TestClient.Answer first = room.owner.send("POST", path, "{\"name\":\"Band\"}", key);
        TestClient.Answer second = room.owner.send("POST", path, "{\"name\":\"Band\"}", key);
        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(room.owner.get(room.path("/snapshot")).json().at("/channels"))
                .hasSize(2);
        TestClient.Answer other = room.owner.send("POST", path, "{\"name\":\"Crew\"}", key);
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void refusedExchangeIsRepeatedWithoutCountingAgainstTheLimit() {
        String key = UUID.randomUUID().toString();
        TestClient guest = room.hub.client();
        for (int i = 0; i < 20; i++) {
            assertThat(guest.send("POST", "/auth/exchange", "{\"code\":\"AAAAAA\"}", key)
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void keyIsRememberedAcrossRestarts() {
        var store = new MemoryEventStore();
        var facts = new MemoryFactStore();
        String key = UUID.randomUUID().toString();
        String body = "{\"name\":\"Band\"}";
        try (var before = new TestRoom(new TestHub(TestHub.Wishes.NONE, store, facts))) {
            TestClient.Answer first = before.owner.send("POST", before.path("/channels"), body, key);
            before.hub.close();
            try (var after = new TestHub(TestHub.Wishes.NONE, store, facts)) {
                TestClient owner = after.client();
                owner.token = before.owner.token;
                TestClient.Answer again = owner.send("POST", before.path("/channels"), body, key);
                assertThat(again.status()).isEqualTo(201);
                assertThat(again.at("/channel/id")).isEqualTo(first.at("/channel/id"));
                assertThat(owner.get(before.path("/snapshot")).json().at("/channels"))
                        .hasSize(2);
            }
        }
    }

    @Test
    void sameKeyAtTheSameMomentDoesItOnce() {
        String key = UUID.randomUUID().toString();
        String body = "{\"name\":\"Band\"}";
        var first = CompletableFuture.supplyAsync(() -> room.owner.send("POST", room.path("/channels"), body, key));
        var second = CompletableFuture.supplyAsync(() -> room.owner.send("POST", room.path("/channels"), body, key));
        assertThat(first.join().text()).isEqualTo(second.join().text());
        assertThat(room.owner.get(room.path("/snapshot")).json().at("/channels"))
                .hasSize(2);
    }

    @Test
    void requestIdOfTheClientIsKeptWhenItIsOne() {
        assertThat(room.hub
                        .client()
                        .header("X-Request-Id", "client-id-42")
                        .get("/hub")
                        .header("X-Request-Id"))
                .isEqualTo("client-id-42");
        assertThat(room.hub
                        .client()
                        .header("X-Request-Id", "<script>")
                        .get("/hub")
                        .header("X-Request-Id"))
                .doesNotContain("<");
    }
}
