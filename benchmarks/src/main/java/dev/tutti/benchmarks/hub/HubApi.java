package dev.tutti.benchmarks.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub's REST interface as a client sees it; thread-safe. */
public final class HubApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI base;
    private final HttpClient client;
    private final AtomicLong keys = new AtomicLong();

    /** Who a client is after the exchange or the admission. */
    public record Member(String userId, String name, String token) {}

    /** A session and the code by which others join it. */
    public record OpenSession(String id, String code) {}

    /** Where and as whom a client joins the session's voice. */
    public record MediaAccess(URI url, String token, String identity) {}

    public HubApi(URI base) {
        this(base, HttpClient.newHttpClient());
    }

    /** @param client is closed with this */
    public HubApi(URI base, HttpClient client) {
        this.base = base;
        this.client = client;
    }

    public Member exchange(String code, String name) throws IOException, InterruptedException {
        var answer = post("/auth/exchange", "", Map.of("code", code, "name", name));
        return new Member(
                answer.at("/user/id").asString(), name, answer.path("token").asString());
    }

    /** Opens a session that everybody with the code may enter without approval. */
    public OpenSession openSession(Member owner, String kind) throws IOException, InterruptedException {
        var answer = post("/session", owner.token(), Map.of("name", "Bench", "kind", kind, "admission", "open"));
        return new OpenSession(
                answer.path("session_id").asString(), answer.path("code").asString());
    }

    /** Joins; in an open session the answer is the admission. */
    public Member join(Member guest, String sessionId) throws IOException, InterruptedException {
        var answer = post("/session/" + sessionId + "/join", guest.token(), Map.of("name", guest.name()));
        String token = answer.path("token").asString("");
        return new Member(guest.userId(), guest.name(), token.isEmpty() ? guest.token() : token);
    }

    public void leave(Member member, String sessionId) throws IOException, InterruptedException {
        post("/session/" + sessionId + "/leave", member.token(), Map.of());
    }

    public MediaAccess mediaAccess(Member member, String sessionId, String floor)
            throws IOException, InterruptedException {
        var answer = post("/session/" + sessionId + "/media-token", member.token(), Map.of("floor", floor));
        return new MediaAccess(
                URI.create(answer.path("url").asString()),
                answer.path("token").asString(),
                answer.path("identity").asString());
    }

    public JsonNode snapshot(Member member, String sessionId) throws IOException, InterruptedException {
        return send(
                request("/session/" + sessionId + "/snapshot", member.token()).GET());
    }

    /** Sends a command; anything but success is an error of the benchmark. */
    public JsonNode post(String path, String token, Map<String, String> body) throws IOException, InterruptedException {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "bench-%08d".formatted(keys.incrementAndGet()))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path, String token) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("%s %s: %d %s"
                    .formatted(request.method(), request.uri().getPath(), answer.statusCode(), answer.body()));
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
