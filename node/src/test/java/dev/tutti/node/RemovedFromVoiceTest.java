package dev.tutti.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.data.DataFolder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The media plane of a whole hub: a token that is still valid opens nothing for somebody who was removed. */
class RemovedFromVoiceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private DataFolder data;
    private Hub hub;
    private String session;
    private JsonNode owner;
    private JsonNode guest;

    @BeforeEach
    void twoInARoom() throws Exception {
        data = DataFolder.open(folder.resolve("data"));
        var config = new HubConfig(
                folder.resolve("data"),
                new HubConfig.Identity("Booth", false),
                new HubConfig.Places(List.of(), List.of()),
                new HubConfig.Ports(0, 0, 0),
                new HubConfig.LiveKit(Map.of(), List.of()),
                new HubConfig.Limits(new HubConfig.Rates(100, 100, 600), OpenConnections.Limits.DEFAULT, 10),
                new HubConfig.Metrics(List.of(), ""),
                HubConfig.Nodes.ALONE);
        var platform = new Hub.Platform(NanoClock.system(), WallClock.system(), Entropy.system(), List::of);
        hub = Hub.start(config, platform, data);
        var code = hub.ownerLink().orElseThrow().substring("/#/o/".length());
        owner = json("POST", "/auth/exchange", "{\"code\":\"" + code + "\"}", "");
        session = owner.at("/session/id").asString();
        json("POST", path("/join"), "{}", token(owner));
        var door = json("GET", path("/snapshot"), "", token(owner))
                .at("/session/code")
                .asString();
        var known = json("POST", "/auth/exchange", "{\"code\":\"" + door + "\",\"name\":\"Noor\"}", "");
        guest = json("POST", path("/join"), "{}", token(known));
        json("POST", path("/participants/" + guestId() + "/approve"), "{}", token(owner));
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
        data.close();
        http.shutdownNow();
    }

    @Test
    void signallingIsRefusedAndClosedAtOnce() throws Exception {
        var media = json("POST", path("/media-token"), "{}", token(guest))
                .at("/token")
                .asString();
        assertThat(status("/rtc/validate?access_token=" + media)).isEqualTo(200);
        var closed = new CompletableFuture<Integer>();
        var address = URI.create(base().replace("http://", "ws://") + "/rtc?access_token=" + media);
        http.newWebSocketBuilder().buildAsync(address, new Ear(closed)).join();

        assertThat(send("DELETE", path("/participants/" + guestId()), "", token(owner))
                        .statusCode())
                .isEqualTo(200);

        closed.get(20, TimeUnit.SECONDS);
        assertThat(status("/rtc/validate?access_token=" + media)).isIn(401, 403);
        assertThat(status("/rtc/v1/validate?access_token=" + media)).isIn(401, 403);
        assertThat(send("POST", path("/media-token"), "{}", token(guest)).statusCode())
                .isEqualTo(403);
    }

    /** Completes when the hub ends the connection, with a code or without. */
    private record Ear(CompletableFuture<Integer> closed) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.complete(-1);
        }
    }

    private String guestId() {
        return guest.at("/participant/user_id").asString();
    }

    private static String token(JsonNode answer) {
        return answer.at("/token").asString();
    }

    private String base() {
        return hub.reach().urls().localHttp();
    }

    private String path(String below) {
        return "/session/" + session + below;
    }

    private int status(String path) throws Exception {
        return send("GET", path, "", "").statusCode();
    }

    private JsonNode json(String method, String path, String body, String token) throws Exception {
        var answer = send(method, path, body, token);
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
