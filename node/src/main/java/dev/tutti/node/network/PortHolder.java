package dev.tutti.node.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the process that holds a port, where the system tells (Linux, and a process of the same user or root). */
public final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private PortHolder() {}

    /** "process 1234 (nginx)", or nothing. */
    public static Optional<String> find(int port, boolean udp) {
        try {
            var inodes = inodes(port, udp);
            return inodes.isEmpty() ? Optional.empty() : holder(inodes);
        } catch (IOException _) {
            return Optional.empty(); // only a better message depends on it
        }
    }

    /** Whether that process has the port, at whatever address; false where the system does not tell. */
    public static boolean isHeldBy(long pid, int port, boolean udp) {
        try {
            return holdsOne(PROC.resolve(Long.toString(pid)), inodes(port, udp));
        } catch (IOException _) {
            return false;
        }
    }

    private static Set<String> inodes(int port, boolean udp) throws IOException {
        var inodes = new HashSet<String>();
        for (String table : udp ? List.of("udp", "udp6") : List.of("tcp", "tcp6")) {
            inodes.addAll(inodes(PROC.resolve("net").resolve(table), port));
        }
        return inodes;
    }

    private static Set<String> inodes(Path table, int port) throws IOException {
        var inodes = new HashSet<String>();
        if (!Files.isReadable(table)) {
            return inodes;
        }
        var ending = String.format(Locale.ROOT, ":%04X", port);
        for (String line : Files.readAllLines(table)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > INODE && fields[LOCAL_ADDRESS].endsWith(ending)) {
                inodes.add("socket:[" + fields[INODE] + "]");
            }
        }
        return inodes;
    }

    private static Optional<String> holder(Set<String> inodes) throws IOException {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> holdsOne(process, inodes))
                    .findFirst()
                    .map(PortHolder::named);
        }
    }

    private static boolean holdsOne(Path process, Set<String> inodes) {
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> inodes.contains(target(descriptor)));
        } catch (IOException _) {
            return false; // somebody else's process
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return "";
        }
    }

    private static String named(Path process) {
        try {
            return "process %s (%s)"
                    .formatted(
                            process.getFileName(),
                            Files.readString(process.resolve("comm")).strip());
        } catch (IOException _) {
            return "process " + process.getFileName();
        }
    }
}
