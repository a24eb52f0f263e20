package dev.tutti.node.config;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this machine is called, without waiting for a name server where that can be helped. */
public final class MachineName {
    private static final Path HOSTNAME_FILE = Path.of("/proc/sys/kernel/hostname");

    private MachineName() {}

    /** The name for people. */
    public static String shown() {
        var label = label();
        return label.isEmpty() ? "Tutti" : label;
    }

    /** The machine's name on the local network by multicast DNS (RFC 6762). */
    public static String mdns() {
        var label = label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return (label.isEmpty() ? "tutti" : label) + ".local";
    }

    /** The bare name, as a name server or a hosts file may know it. */
    public static String plain() {
        var name = mdns();
        return name.substring(0, name.length() - ".local".length());
    }

    private static String label() {
        var name = hostName().strip();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String hostName() {
        try {
            return Files.isReadable(HOSTNAME_FILE)
                    ? Files.readString(HOSTNAME_FILE)
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException _) {
            return "";
        }
    }
}
