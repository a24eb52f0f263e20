package dev.tutti.benchmarks.hub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The minimal C relay of {@code benchmarks/reference}, compiled when needed and run as a process of its own. */
public final class RelayProcess implements AutoCloseable {
    private final Process process;
    private final InetSocketAddress address;

    private RelayProcess(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    public static RelayProcess start() throws IOException, InterruptedException {
        var process = new ProcessBuilder(compiled().toString(), "127.0.0.1").start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-relay"));
        String line = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (line == null || !line.startsWith("port ")) {
            process.destroyForcibly();
            throw new IOException("The relay did not say its port but: " + line);
        }
        int port = Integer.parseInt(line.substring("port ".length()));
        return new RelayProcess(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private static Path compiled() throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("tutti.home", ".")).toAbsolutePath();
        var source = home.resolve("benchmarks/reference/relay.c");
        var binary = home.resolve("benchmarks/target/relay");
        boolean fresh = Files.exists(binary)
                && Files.getLastModifiedTime(binary).compareTo(Files.getLastModifiedTime(source)) >= 0;
        if (!fresh) {
            Files.createDirectories(binary.getParent());
            var compiler = new ProcessBuilder("cc", "-O2", "-pthread", "-o", binary.toString(), source.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
                throw new IOException("cc could not build " + source + " (Debian: apt-get install gcc libc6-dev)");
            }
        }
        return binary;
    }

    public InetSocketAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
