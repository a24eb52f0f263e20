package dev.tutti.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A hub in a process of its own, on free ports, with one API key. */
final class HubProcess {
    static final String KEY = "sdk-test";
    static final String SECRET = "secret-of-the-SDK-test-long-enough-for-HS256";

    private static final long START_TIMEOUT_S = 60;

    private final Process process;
    private final int httpPort;

    private HubProcess(Process process, int httpPort) {
        this.process = process;
        this.httpPort = httpPort;
    }

    /** Starts a hub that sends its webhooks there, and waits until it is ready. */
    static HubProcess start(Path data, String webhookUrl) throws IOException, InterruptedException {
        var words = List.of(
                "--data",
                data.toString(),
                "--port",
                "0",
                "--tls-port",
                "0",
                "--media-port",
                "0",
                "--node-port",
                "0",
                "--signal-port=off",
                "--mdns=no");
        var keys = List.of("--keys", KEY + ":" + SECRET, "--webhooks", webhookUrl);
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var main = List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tutti.node.Main",
                "up");
        var command = Stream.of(main, words, keys).flatMap(List::stream).toList();
        var log = data.resolveSibling("hub.log").toFile();
        try (var watch = data.getFileSystem().newWatchService()) {
            data.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            var hubJson = data.resolve("hub.json");
            long deadline = System.currentTimeMillis() + TimeUnit.SECONDS.toMillis(START_TIMEOUT_S);
            while (!Files.exists(hubJson)) {
                var key = watch.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
                if (!process.isAlive() || System.currentTimeMillis() > deadline) {
                    process.destroyForcibly();
                    throw new IllegalStateException("The hub did not start:\n" + Files.readString(log.toPath()));
                }
            }
            int httpPort =
                    JsonMapper.shared().readTree(hubJson).get("http_port").asInt();
            return new HubProcess(process, httpPort);
        }
    }

    String httpUrl() {
        return "http://127.0.0.1:" + httpPort;
    }

    String wsUrl() {
        return "ws://127.0.0.1:" + httpPort;
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
