package dev.tutti.cluster.discovery;

import dev.tutti.foundation.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a node says of itself to everybody on the network.
 *
 * @param nodePort for links, probes and datagrams
 * @param httpsPort for browsers
 * @param priority the class of its rank: it shows who would lead, and decides nothing
 * @param leader whom it takes for the leader
 */
public record Announcement(
        NodeId node,
        String name,
        int nodePort,
        int httpsPort,
        PeerType type,
        int priority,
        NodeId leader,
        String version) {
    public static final int MAX_NAME_BYTES = 120;
    public static final int MAX_VERSION_BYTES = 32;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PRIORITY = 255;

    public Announcement {
        name = Sighting.printable(name, MAX_NAME_BYTES);
        version = Sighting.printable(version, MAX_VERSION_BYTES);
        if (nodePort < 1 || nodePort > MAX_PORT || httpsPort < 0 || httpsPort > MAX_PORT) {
            throw new IllegalArgumentException("a port is from 1 to " + MAX_PORT);
        }
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("a priority is from 0 to " + MAX_PRIORITY);
        }
    }

    /** For our own service type. */
    Map<String, String> txt() {
        var txt = new LinkedHashMap<>(foreignTxt());
        txt.put("peer-type", type.word());
        txt.put("v", "2");
        txt.put("node", node.value());
        txt.put("https", String.valueOf(httpsPort));
        txt.put("version", version);
        txt.put("name", name);
        return txt;
    }

    /** As requirement 003 names them. */
    Map<String, String> foreignTxt() {
        var txt = new LinkedHashMap<String, String>();
        txt.put("leader-id", leader.value());
        txt.put("priority", String.valueOf(priority));
        txt.put("peer-type", (type == PeerType.DISPLAY ? type : PeerType.CONTROLLER).word());
        return txt;
    }

    /** Of a stranger's TXT record; empty when something is missing or wrong. */
    static Optional<Announcement> read(Map<String, String> txt, int nodePort) {
        var node = NodeId.read(txt.getOrDefault("node", ""));
        var type = PeerType.read(txt.getOrDefault("peer-type", ""));
        int https = number(txt.getOrDefault("https", ""), MAX_PORT);
        int priority = number(txt.getOrDefault("priority", ""), MAX_PRIORITY);
        if (node.isEmpty() || type.isEmpty() || https < 0 || priority < 0 || nodePort < 1 || nodePort > MAX_PORT) {
            return Optional.empty();
        }
        var leader = NodeId.read(txt.getOrDefault("leader-id", "")).orElse(node.get());
        var name = txt.getOrDefault("name", node.get().shown());
        return Optional.of(new Announcement(
                node.get(), name, nodePort, https, type.get(), priority, leader, txt.getOrDefault("version", "")));
    }

    private static int number(String text, int max) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number <= max ? number : -1;
    }

    /** The name and a piece of the id, so that two hubs of one name are two; at most 63 bytes (RFC 6763, 4.1.1). */
    String instance() {
        String end = " " + node.shown().substring(0, 6);
        int room = 63 - end.length();
        String shown = name;
        while (shown.getBytes(StandardCharsets.UTF_8).length > room) {
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
        }
        return shown + end;
    }
}
