package dev.tutti.node.cluster;

import dev.tutti.cluster.discovery.MdnsDiscovery;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.node.network.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a node serves.
 *
 * @param foreign where apps that are no nodes find the hub
 */
public record NodePorts(int node, int https, MdnsDiscovery.Foreign foreign, Supplier<List<InetAddress>> addresses) {
    /** Empty for every address; with {@code --bind} those of them that the machine has, and loopback. */
    List<InetAddress> bind(HubConfig config) {
        if (config.places().bind().isEmpty()) {
            return List.of();
        }
        var bind = new ArrayList<InetAddress>(List.of(InetAddress.getLoopbackAddress()));
        addresses.get().stream().filter(one -> !bind.contains(one)).forEach(bind::add);
        return bind;
    }

    /** Where others may ask to join, as {@code --join} takes it. */
    List<String> joinAt() {
        return AddressText.forOthers(addresses.get()).stream()
                .map(host -> new PeerAddress(host, node).toString())
                .toList();
    }
}
