package dev.tutti.benchmarks.hub;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server of the benchmarks in a JVM of its own, with the hub's own options; it prints {@code port N}. */
public final class JavaProcess implements AutoCloseable {
    private static final List<String> HUB_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private final Process process;
    private final int port;

    private JavaProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static JavaProcess start(Class<?> main) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HUB_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        var process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + main.getSimpleName()));
        var lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return new JavaProcess(process, Integer.parseInt(line.substring("port ".length())));
            }
        }
        throw new IOException(main.getSimpleName() + " ended before it said its port");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
