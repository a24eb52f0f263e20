package dev.tutti.cluster.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tutti.cluster.Eventually;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceEvent;
import javax.jmdns.ServiceInfo;
import javax.jmdns.ServiceListener;
import org.junit.jupiter.api.Test;

/** Two nodes of one machine find each other by real multicast on a real interface. */
class MdnsDiscoveryTest {
    private static final int V1_PORT = 9915;

    private final Set<NodeId> seenByOne = ConcurrentHashMap.newKeySet();
    private final Set<NodeId> seenByOther = ConcurrentHashMap.newKeySet();

    @Test
    void twoNodesFindEachOther() throws Exception {
        var address = multicastAddress();
        assumeTrue(address.isPresent(), "no interface with multicast and an IPv4 address");
        try (var one = discovery(1, seenByOne);
                var other = discovery(2, seenByOther)) {
            one.listenOn(List.of(address.get()));
            other.listenOn(List.of(address.get()));

            Eventually.holds("the one sees the other", () -> seenByOne.contains(node(2)));
            Eventually.holds("the other sees the one", () -> seenByOther.contains(node(1)));
        }
        assertThat(seenByOne).contains(node(2));
    }

    @Test
    void anAppOfProtocolV1FindsItsPortByTheServiceOfItsOwn() throws Exception {
        var address = multicastAddress();
        assumeTrue(address.isPresent(), "no interface with multicast and an IPv4 address");
        var found = new CompletableFuture<ServiceInfo>();
        try (var node = new MdnsDiscovery(() -> says(3), _ -> {}, new MdnsDiscovery.Foreign(0, V1_PORT));
                var app = JmDNS.create(address.get(), "v1-app")) {
            app.addServiceListener(MdnsDiscovery.V1_SERVICE, new ServiceListener() {
                @Override
                public void serviceAdded(ServiceEvent event) {
                    app.requestServiceInfo(event.getType(), event.getName());
                }

                @Override
                public void serviceResolved(ServiceEvent event) {
                    if (event.getName().equals(says(3).instance())) {
                        found.complete(event.getInfo());
                    }
                }

                @Override
                public void serviceRemoved(ServiceEvent event) {}
            });
            node.listenOn(List.of(address.get()));

            Eventually.holds("the app finds the node", found::isDone);
        }
        assertThat(found.join().getPort()).isEqualTo(V1_PORT);
        assertThat(Collections.list(found.join().getPropertyNames())).as("TXT").isEmpty();
    }

    private static Announcement says(long seed) {
        return new Announcement(node(seed), "Test", 7883, 8443, PeerType.HUB, 30, node(seed), "0.1.0");
    }

    private static MdnsDiscovery discovery(long seed, Set<NodeId> seen) {
        return new MdnsDiscovery(
                () -> says(seed), sighting -> seen.add(sighting.announcement().node()), MdnsDiscovery.Foreign.NONE);
    }

    private static Optional<InetAddress> multicastAddress() throws IOException {
        for (var one : NetworkInterface.networkInterfaces().toList()) {
            if (one.isUp() && one.supportsMulticast() && !one.isLoopback()) {
                var address = one.inetAddresses()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst();
                if (address.isPresent()) {
                    return address;
                }
            }
        }
        return Optional.empty();
    }

    private static NodeId node(long seed) {
        return NodeId.of(Entropy.seeded(1_000 + seed).bytes(32));
    }
}
