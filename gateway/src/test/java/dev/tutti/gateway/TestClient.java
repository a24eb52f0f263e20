package dev.tutti.gateway;

import dev.tutti.gateway.http.JsonCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A client of the hub that speaks as a page does, and can also misbehave. */
final class TestClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int LARGE = 64 * 1024;
    private static final JsonCodec JSON = new JsonCodec();

    private final TestHub hub;
    private final Map<String, String> headers = new HashMap<>();
    String token = "";
    String refreshToken = "";
    String userId = "";

    TestClient(TestHub hub) {
        this.hub = hub;
    }

    /** An answer, its body read as JSON when it is some. */
    record Answer(int status, JsonNode json, String text, HttpResponse<byte[]> raw) {
        String code() {
            return json.at("/error/code").asString("");
        }

        String at(String pointer) {
            return json.at(pointer).asString("");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    TestClient header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String body) {
        return send("POST", path, body);
    }

    Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body, UUID.randomUUID().toString());
    }

    Answer send(String method, String path, @Nullable String body, String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.uri(path))
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!"GET".equals(method) && !idempotencyKey.isEmpty()) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        // What is refused for its size is not sent first: a reset connection would take the answer with it.
        request.expectContinue(body != null && body.length() > LARGE);
        return send(request.build());
    }

    static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), StandardCharsets.UTF_8);
            boolean json = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.startsWith("application/json"))
                    .isPresent();
            return new Answer(response.statusCode(), JSON.readTree(json ? text : "{}"), text, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Exchanges a code and keeps the tokens. */
    Answer exchange(String code, String name) {
        return keep(post("/auth/exchange", "{\"code\":\"" + code + "\",\"name\":\"" + name + "\"}"));
    }

    Answer join(String session) {
        return keep(post("/session/" + session + "/join", "{}"));
    }

    Answer keep(Answer answer) {
        if (answer.status() == 200) {
            token = answer.at("/token");
            refreshToken = answer.at("/refresh_token");
            String id = answer.at("/user/id") + answer.at("/participant/user_id");
            userId = id.isEmpty() ? userId : id;
        }
        return answer;
    }

    EventSocket connect(String session) {
        return connect(session, null);
    }

    EventSocket connect(String session, @Nullable String cursor) {
        String query = "/ws?token=" + token + "&session_id=" + session + (cursor == null ? "" : "&cursor=" + cursor);
        return EventSocket.open(HTTP, URI.create("ws://127.0.0.1:" + hub.port() + query), List.of());
    }

    /** The status with which an upgrade is refused. */
    int upgradeStatus(String pathAndQuery, String... headerPairs) {
        return EventSocket.refusal(
                HTTP, URI.create("ws://127.0.0.1:" + hub.port() + pathAndQuery), List.of(headerPairs));
    }
}
