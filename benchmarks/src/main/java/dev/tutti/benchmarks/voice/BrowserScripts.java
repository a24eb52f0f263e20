package dev.tutti.benchmarks.voice;

import dev.tutti.benchmarks.Samples;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the Node scripts of {@code benchmarks/browser}; {@code ./dev bench} has installed what they need. */
final class BrowserScripts {
    private static final Path FOLDER = Path.of(System.getProperty("tutti.home", "."), "benchmarks", "browser");
    private static final JsonMapper JSON = JsonMapper.shared();

    private BrowserScripts() {}

    /** Runs a script to its end and reads the JSON object that is its last line. */
    static JsonNode run(String script, Map<String, ?> config, int limitS) throws IOException, InterruptedException {
        var output = Files.createTempFile("tutti-bench", ".out");
        try {
            var process = new ProcessBuilder("node", script, JSON.writeValueAsString(config))
                    .directory(FOLDER.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(Redirect.INHERIT)
                    .start();
            if (!process.waitFor(limitS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IOException(script + " took more than " + limitS + " s");
            }
            var lines = Files.readString(output, StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
            if (process.exitValue() != 0 || lines.isEmpty()) {
                throw new IOException(script + " ended with " + process.exitValue());
            }
            return JSON.readTree(lines.getLast());
        } finally {
            Files.deleteIfExists(output);
        }
    }

    static Samples samples(JsonNode result, String key) {
        var samples = new Samples();
        result.path(key).forEach(value -> samples.add(value.asDouble()));
        return samples;
    }
}
