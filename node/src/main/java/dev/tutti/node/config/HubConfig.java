package dev.tutti.node.config;

import dev.tutti.cluster.discovery.PeerType;
import dev.tutti.foundation.InviteCode;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.http.AddressBlock;
import dev.tutti.gateway.http.OpenConnections;
import dev.tutti.wire.Timing;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Everything a hub is told at its start, read and checked. */
public record HubConfig(
        Path data,
        Identity identity,
        Places places,
        Ports ports,
        LiveKit liveKit,
        Limits limits,
        Metrics metrics,
        Nodes nodes) {
    /** Who the hub is to people, and whether to renew its owner. */
    public record Identity(String name, boolean newOwnerLink) {}

    /** Where it serves ({@code bind} empty: every address), and whose pages besides its own may use it. */
    public record Places(List<InetAddress> bind, List<String> origins) {}

    /** Port 0 means any free one; peers' signalling may have none, and v1 has none unless it is wanted. */
    public record Ports(int http, int tls, int media, OptionalInt signal, Optional<V1> v1) {
        public Ports(int http, int tls, int media, OptionalInt signal) {
            this(http, tls, media, signal, Optional.empty());
        }

        public Ports(int http, int tls, int media) {
            this(http, tls, media, OptionalInt.empty());
        }
    }

    /** The channel that push-to-talk apps of protocol v1 are let into, and the ports to try for them. */
    public record V1(String channel, List<Integer> ports) {
        /** Those of the field, in the order in which they are tried. */
        public static final List<Integer> FIELD_PORTS = List.of(9915, 9916, 9917, 9918, 9919, 9920);

        public V1 {
            ports = List.copyOf(ports);
        }
    }

    /** API keys (key to secret) and webhook receivers of LiveKit apps. */
    public record LiveKit(Map<String, String> keys, List<URI> webhooks) {}

    /** Tries per address and minute, open connections, and the talk limit that new sessions begin with. */
    public record Limits(Rates perMinute, OpenConnections.Limits connections, int talkLimitS) {}

    /** Per address and minute. */
    public record Rates(int exchange, int join, int connect) {}

    /** Who may read the measurements besides this machine; an empty token is none. */
    public record Metrics(List<AddressBlock> from, String token) {}

    /**
     * The other nodes of the hub.
     *
     * @param port for them; 0 is any free one
     * @param peers where to look for members besides those that are seen
     * @param join where the node asks to be let in; at most one
     * @param invite with which code
     * @param allowed who may join without being asked for
     * @param mdns whether to announce and browse
     * @param type what kind of machine this is: a better one leads
     * @param timing with which times; the same at all of them
     */
    public record Nodes(
            int port,
            List<PeerAddress> peers,
            Optional<PeerAddress> join,
            Optional<InviteCode> invite,
            Set<NodeId> allowed,
            boolean mdns,
            PeerType type,
            Timing timing) {
        /** A hub by itself that nobody finds, on any free port. */
        public static final Nodes ALONE =
                new Nodes(0, List.of(), Optional.empty(), Optional.empty(), Set.of(), false, PeerType.HUB, Timing.FAST);
    }
}
