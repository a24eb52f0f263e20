package dev.tutti.node.console;

import dev.tutti.foundation.Base64Url;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.OwnerOnly;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the hub of a data folder on this machine. */
public final class ConsoleClient {
    /** The name of the secret in the data folder. */
    public static final String SECRET = "console";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int KEY_BYTES = 16;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI hub;
    private final String token;

    private ConsoleClient(URI hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    /** The hub runs, or the message says that it does not. */
    public static ConsoleClient open(Path data) throws ConsoleException {
        var running = data.resolve("hub.json");
        try {
            if (!Files.isReadable(running)) {
                throw new ConsoleException(
                        "No hub runs with %s. Start it with ./tutti up, or say --data DIR.".formatted(data));
            }
            var url =
                    JSON.readTree(Files.readAllBytes(running)).path("local_url").asString("");
            var secret = OwnerOnly.read(data.resolve("secrets").resolve(SECRET));
            return new ConsoleClient(URI.create(url), new String(secret, StandardCharsets.US_ASCII).strip());
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new ConsoleException("The hub of %s cannot be asked: %s".formatted(data, e), e);
        }
    }

    public JsonNode get(String path) throws ConsoleException {
        return send(request(path).GET());
    }

    public JsonNode post(String path) throws ConsoleException {
        return send(changing(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public JsonNode delete(String path) throws ConsoleException {
        return send(changing(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve(path)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder changing(String path) {
        return request(path)
                .header("Idempotency-Key", Base64Url.encode(Entropy.system().bytes(KEY_BYTES)));
    }

    private JsonNode send(HttpRequest.Builder request) throws ConsoleException {
        try (var client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var body = JSON.readTree(answer.body());
            if (answer.statusCode() >= 400) {
                throw new ConsoleException(
                        body.at("/error/message").asString("The hub answered " + answer.statusCode()));
            }
            return body;
        } catch (IOException | JacksonException e) {
            throw new ConsoleException("The hub does not answer at %s: %s".formatted(hub, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConsoleException("Interrupted", e);
        }
    }
}
