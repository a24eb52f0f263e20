package dev.tutti.node.doctor;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.HubConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is examined.
 *
 * @param hub the one that runs with that configuration's data folder, if one does
 * @param addresses of this machine on its networks
 */
public record Patient(
        HubConfig config,
        Optional<RunningHub> hub,
        List<InetAddress> addresses,
        NanoClock clock,
        WallClock wallClock,
        Entropy entropy) {

    /**
     * What {@code hub.json} and the hub itself tell.
     *
     * @param pid its process
     * @param visitors how many other machines are connected to it; empty when nobody knows
     */
    public record RunningHub(ServicePorts ports, long pid, NodeId node, List<Peer> peers, OptionalInt visitors) {}

    /**
     * Another node, as the hub knows it.
     *
     * @param address {@code host:port}; empty when unknown
     * @param linked whether there is a link
     * @param via how it was seen: mdns, probe, or empty for a member that was not
     */
    public record Peer(String nodeId, String name, String address, boolean linked, String via) {
        Optional<InetSocketAddress> socket() {
            int colon = address.lastIndexOf(':');
            if (colon <= 0) {
                return Optional.empty();
            }
            var host = address.substring(0, colon).replace("[", "").replace("]", "");
            return Optional.of(new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1))));
        }
    }

    ServicePorts ports() {
        return hub.map(RunningHub::ports).orElseGet(() -> ServicePorts.of(config));
    }

    int nodePort() {
        return ports().node();
    }
}
