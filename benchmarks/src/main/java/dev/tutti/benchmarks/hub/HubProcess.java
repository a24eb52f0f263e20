package dev.tutti.benchmarks.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A hub started for one benchmark on loopback, with a data folder of its own that is deleted with it. */
public final class HubProcess implements AutoCloseable {
    public static final String API_KEY = "bench";
    public static final String API_SECRET = "bench-secret-of-more-than-32-characters";

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(50);
    /** A line of its own in what {@code ./tutti invite-node} prints. */
    private static final Pattern INVITE = Pattern.compile("(?m)^\\s+([A-Z0-9-]{8,20})\\s*$");

    private final Process process;
    private final Path folder;
    private final JsonNode running;

    private HubProcess(Process process, Path folder, JsonNode running) {
        this.process = process;
        this.folder = folder;
        this.running = running;
    }

    /** Starts the hub of this source tree and waits until it is ready. */
    public static HubProcess start() throws IOException, InterruptedException {
        return start(List.of());
    }

    /** Starts one more node of this hub. */
    public HubProcess startNode() throws IOException, InterruptedException {
        var asking = new ProcessBuilder(
                        home().resolve("tutti").toString(),
                        "invite-node",
                        "--data",
                        folder.resolve("data").toString())
                .directory(home().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var invite = INVITE.matcher(said);
        if (asking.waitFor() != 0 || !invite.find()) {
            throw new IOException("The hub made no invite for a node: " + said);
        }
        return start(List.of("--join", "localhost:" + running.path("node_port").asInt(), "--invite", invite.group(1)));
    }

    private static Path home() {
        return Path.of(System.getProperty("tutti.home", ".")).toAbsolutePath();
    }

    private static HubProcess start(List<String> joining) throws IOException, InterruptedException {
        var home = home();
        var folder = Files.createTempDirectory("tutti-bench");
        var data = folder.resolve("data");
        var output = folder.resolve("hub.out");
        var command = new ArrayList<>(List.of(home.resolve("tutti").toString(), "up", "--data", data.toString()));
        command.addAll(List.of("--port", "0", "--tls-port", "0", "--media-port", "0", "--bind", "127.0.0.1"));
        command.addAll(List.of("--signal-port", "off", "--node-port", "0", "--mdns", "no"));
        command.addAll(List.of("--name", "Bench", "--exchange-limit", "100000", "--join-limit", "100000"));
        command.addAll(List.of("--connect-limit", "100000", "--address-connections", "4000"));
        command.addAll(List.of("--keys", API_KEY + ":" + API_SECRET));
        command.addAll(joining);
        var process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-hub"));
        return new HubProcess(process, folder, awaitReady(process, data.resolve("hub.json"), output));
    }

    /** The hub writes hub.json when it is ready. */
    private static JsonNode awaitReady(Process process, Path hubJson, Path output)
            throws IOException, InterruptedException {
        for (long waitedMs = 0; waitedMs < START_LIMIT.toMillis(); waitedMs += POLL.toMillis()) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("The hub ended with " + process.exitValue() + ":\n" + Files.readString(output));
            }
            if (Files.exists(hubJson)) {
                return JsonMapper.shared().readTree(hubJson);
            }
        }
        process.destroyForcibly();
        throw new IOException("The hub was not ready after " + START_LIMIT + ":\n" + Files.readString(output));
    }

    public URI http() {
        return URI.create("http://localhost:" + running.path("http_port").asInt());
    }

    public URI webSocket() {
        return URI.create("ws://localhost:" + running.path("http_port").asInt());
    }

    public long pid() {
        return process.pid();
    }

    /** The code of the one-use owner link that the first start makes. */
    public String ownerCode() throws IOException {
        String link = running.path("owner_link").asString("");
        if (link.isEmpty()) {
            throw new IOException("hub.json names no owner link");
        }
        return link.substring(link.lastIndexOf('/') + 1);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(15, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
