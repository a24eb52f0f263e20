package dev.tutti.node.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program of the system, if it is there. */
final class Programs {
    private static final int MAX_BYTES = 256 * 1024;
    private static final int WAIT_S = 3;

    private Programs() {}

    /** What it printed, at most so much, when it ended well within a few seconds. */
    static Optional<String> run(String... words) {
        try {
            var process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var killer = Thread.ofVirtual().start(() -> endInTime(process));
            process.getOutputStream().close();
            byte[] printed = process.getInputStream().readNBytes(MAX_BYTES);
            boolean ended = process.waitFor(WAIT_S, TimeUnit.SECONDS);
            process.destroyForcibly();
            killer.interrupt();
            return ended && process.exitValue() == 0
                    ? Optional.of(new String(printed, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // it is not installed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(WAIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
