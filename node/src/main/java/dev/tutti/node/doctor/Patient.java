package dev.tutti.node.doctor;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.WallClock;
import dev.tutti.node.config.HubConfig;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who is examined.
 *
 * @param hub the one that runs with that configuration's data folder, if one does
 * @param addresses of this machine on its networks
 */
record Patient(
        HubConfig config,
        Optional<RunningHub> hub,
        List<InetAddress> addresses,
        NanoClock clock,
        WallClock wallClock,
        Entropy entropy) {

    /** What {@code hub.json} and the hub itself tell. */
    record RunningHub(int httpPort, int tlsPort, int mediaPort, int nodePort, NodeId node, List<Peer> peers) {}

    /**
     * Another node, as the hub knows it.
     *
     * @param address {@code host:port}; empty when unknown
     * @param linked whether there is a link
     * @param via how it was seen: mdns, probe, or empty for a member that was not
     */
    record Peer(String nodeId, String name, String address, boolean linked, String via) {}

    int nodePort() {
        return hub.map(RunningHub::nodePort).orElse(config.nodes().port());
    }
}
