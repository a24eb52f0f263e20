package dev.tutti.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names one start of the machine, during which its monotonic clock goes on. */
final class BootId {
    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Empty where the system does not tell. */
    static String ofMachine() {
        try {
            return Files.isReadable(LINUX)
                    ? Files.readString(LINUX, StandardCharsets.US_ASCII).strip()
                    : "";
        } catch (IOException _) {
            return "";
        }
    }
}
