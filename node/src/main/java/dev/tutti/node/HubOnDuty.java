package dev.tutti.node;

import dev.tutti.cluster.link.LinkRefusal;
import dev.tutti.foundation.WallClock;
import dev.tutti.gateway.http.Refusals;
import dev.tutti.gateway.wire.DoctorMessages.SeenRefusal;
import dev.tutti.gateway.wire.NodeMessages.NodesAnswer;
import dev.tutti.node.cluster.NodeCluster;
import dev.tutti.node.cluster.NodesDesk;
import dev.tutti.node.config.HubConfig;
import dev.tutti.node.doctor.DoctorDesk;
import dev.tutti.node.doctor.Patient;
import dev.tutti.node.doctor.ServicePorts;
import dev.tutti.node.network.AddressText;
import dev.tutti.node.network.AddressWatcher;
import dev.tutti.node.v1.V1Guests;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What the hub itself tells its doctor: where it serves, who is connected, and whom it refused. Any thread. */
record HubOnDuty(Reach reach, NodeCluster cluster, NodesDesk nodes, V1Guests v1, AddressWatcher watcher) {
    private static final String NODE_REFUSED = "node_refused";

    /** Examines the hub that runs when somebody asks. */
    static DoctorDesk doctor(Supplier<HubOnDuty> hub, HubConfig config, Hub.Platform platform) {
        return new DoctorDesk(
                config,
                new DoctorDesk.Ports(
                        () -> hub.get().running(),
                        () -> hub.get().watcher.current(),
                        () -> hub.get().refusals(platform.wallClock()),
                        new DoctorDesk.Platform(platform.clock(), platform.wallClock(), platform.entropy())));
    }

    ServicePorts ports() {
        var addresses = reach.addresses();
        return new ServicePorts(
                addresses.httpPort(),
                addresses.tlsPort(),
                reach.mediaPort(),
                cluster.port(),
                addresses.ports().signal().orElse(0),
                v1.port());
    }

    Patient.RunningHub running() {
        return new Patient.RunningHub(
                ports(),
                ProcessHandle.current().pid(),
                cluster.self(),
                peers(nodes.nodes()),
                OptionalInt.of(visitors()));
    }

    private static List<Patient.Peer> peers(NodesAnswer nodes) {
        var peers = new LinkedHashMap<String, Patient.Peer>();
        for (var one : nodes.seen()) {
            peers.put(one.nodeId(), new Patient.Peer(one.nodeId(), one.name(), one.address(), false, one.via()));
        }
        for (var one : nodes.members()) {
            var address = one.address();
            if (one.link().equals("up") && address != null) {
                var seen = peers.get(one.nodeId());
                peers.put(
                        one.nodeId(),
                        new Patient.Peer(one.nodeId(), one.name(), address, true, seen == null ? "" : seen.via()));
            }
        }
        return List.copyOf(peers.values());
    }

    /** Who is connected from elsewhere than this machine. */
    private int visitors() {
        var own = watcher.current().stream().map(AddressText::of).toList();
        return (int) reach.connectedFrom().stream()
                .filter(host ->
                        !own.contains(host) && !InetAddress.ofLiteral(host).isLoopbackAddress())
                .count();
    }

    /** By browsers and by nodes, the newest first. */
    List<SeenRefusal> refusals(WallClock wallClock) {
        var now = wallClock.now();
        var all = new ArrayList<SeenRefusal>();
        reach.refusals().forEach(one -> all.add(seen(one)));
        var links = cluster.links();
        if (links != null) {
            links.refusals().forEach(one -> all.add(seen(one, now)));
        }
        all.sort(Comparator.comparing(SeenRefusal::lastAt).reversed());
        return all;
    }

    private static SeenRefusal seen(Refusals.Refusal one) {
        return new SeenRefusal(one.kind(), one.address(), one.detail(), one.count(), one.lastAt());
    }

    private static SeenRefusal seen(LinkRefusal one, Instant now) {
        return new SeenRefusal(NODE_REFUSED, one.who(), one.detail(), one.count(), now.minusMillis(one.agoMs()));
    }
}
