package dev.tutti.node.config;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Everything a hub is told at its start, read and checked. */
public record HubConfig(Path data, Identity identity, Ports ports, LiveKit liveKit, Limits limits) {
    /** Who the hub is to people, where it serves ({@code bind} empty: every address), and whether to renew its owner. */
    public record Identity(String name, List<InetAddress> bind, boolean newOwnerLink) {}

    /** Port 0 means any free one. */
    public record Ports(int http, int tls, int media) {}

    /** API keys (key to secret) and webhook receivers of LiveKit apps. */
    public record LiveKit(Map<String, String> keys, List<URI> webhooks) {}

    /** Tries per address and minute, and the talk limit that new sessions begin with. */
    public record Limits(int exchangePerMinute, int joinPerMinute, int talkLimitS) {}
}
