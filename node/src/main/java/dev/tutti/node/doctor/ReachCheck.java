package dev.tutti.node.doctor;

import dev.tutti.cluster.discovery.Announcement;
import dev.tutti.cluster.discovery.ProbeCodec;
import dev.tutti.node.config.PeerAddress;
import dev.tutti.node.network.AddressText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Do nodes answer a probe, this machine's own hub and others? Who is seen by multicast, or known as a member, and answers
 * neither by UDP nor by TCP is cut off: by its firewall, or by an access point that keeps its clients apart.
 */
final class ReachCheck implements Check {
    private static final String PROBE = "probe";
    private static final String PEERS = "peers";
    private static final long WAIT_MS = 1_000;
    private static final int CONNECT_MS = 1_500;
    private static final int MAX_ANSWERS = 256;

    @Override
    public String name() {
        return PROBE;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var findings = new ArrayList<Finding>();
        var peers = peers(patient);
        try {
            var answers = ask(patient, peers.stream().map(Expected::address).toList());
            patient.hub().ifPresent(hub -> findings.add(own(answers, patient, hub)));
            findings.add(others(answers, patient));
            for (var peer : peers) {
                findings.add(reach(peer, answers));
            }
        } catch (IOException e) {
            findings.add(Finding.failed(
                    PROBE, "", "UDP cannot be sent: " + e.getMessage(), "Look at this machine's network."));
        }
        return findings;
    }

    /** Somebody who ought to answer. */
    private record Expected(String shown, InetSocketAddress address, boolean linked, boolean seen) {}

    private static List<Expected> peers(Patient patient) {
        var peers = new ArrayList<Expected>();
        for (var peer : patient.hub().map(Patient.RunningHub::peers).orElse(List.of())) {
            peer.socket()
                    .ifPresent(address -> peers.add(new Expected(
                            "%s (%s)".formatted(peer.name(), peer.address()),
                            address,
                            peer.linked(),
                            !peer.via().isEmpty())));
        }
        var nodes = patient.config().nodes();
        Stream.concat(nodes.peers().stream(), nodes.join().stream())
                .forEach(at -> peers.add(
                        new Expected(at.toString(), new InetSocketAddress(at.host(), at.port()), false, false)));
        return peers;
    }

    /** Who answers a probe, by the address that it answered from. */
    static Map<InetAddress, Announcement> ask(Patient patient, List<InetSocketAddress> peers) throws IOException {
        try (var channel = DatagramChannel.open();
                var selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            channel.bind(null);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            long nonce = ByteBuffer.wrap(patient.entropy().bytes(Long.BYTES)).getLong();
            for (var to : targets(patient, peers)) {
                send(channel, nonce, to);
            }
            return collect(channel, selector, nonce, patient);
        }
    }

    private static void send(DatagramChannel channel, long nonce, InetSocketAddress to) {
        try {
            channel.send(ProbeCodec.question(nonce), to);
        } catch (IOException | RuntimeException _) {
            // no route there, or a name that is not known: nobody answers, and that is reported
        }
    }

    private static Set<InetSocketAddress> targets(Patient patient, List<InetSocketAddress> peers) {
        var targets = new LinkedHashSet<InetSocketAddress>();
        if (patient.hub().isPresent()) {
            patient.addresses().forEach(own -> targets.add(new InetSocketAddress(own, patient.nodePort())));
        }
        for (var broadcast : broadcasts()) {
            targets.add(new InetSocketAddress(broadcast, PeerAddress.DEFAULT_PORT));
            targets.add(new InetSocketAddress(broadcast, patient.nodePort()));
        }
        targets.addAll(peers);
        targets.removeIf(one -> one.isUnresolved() || one.getPort() == 0);
        return targets;
    }

    private static List<InetAddress> broadcasts() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(one -> one.getInterfaceAddresses().stream())
                    .map(InterfaceAddress::getBroadcast)
                    .filter(one -> one != null)
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }

    private static Map<InetAddress, Announcement> collect(
            DatagramChannel channel, Selector selector, long nonce, Patient patient) throws IOException {
        var answers = new HashMap<InetAddress, Announcement>();
        var buffer = ByteBuffer.allocate(2 * ProbeCodec.QUESTION_BYTES);
        long endNs = patient.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        while (answers.size() < MAX_ANSWERS) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - patient.clock().nanoTime());
            if (leftMs <= 0) {
                break;
            }
            selector.select(leftMs);
            selector.selectedKeys().clear();
            buffer.clear();
            while (channel.receive(buffer) instanceof InetSocketAddress from) {
                ProbeCodec.readAnswer(buffer.flip())
                        .filter(answer -> answer.nonce() == nonce)
                        .ifPresent(answer -> answers.put(from.getAddress(), answer.announcement()));
                buffer.clear();
            }
        }
        return answers;
    }

    private static Finding own(Map<InetAddress, Announcement> answers, Patient patient, Patient.RunningHub hub) {
        var silent = patient.addresses().stream()
                .filter(own -> !answers.containsKey(own))
                .map(AddressText::of)
                .toList();
        return silent.isEmpty()
                ? Finding.ok(PROBE, "this hub", "answers by UDP on every address")
                : Finding.failed(
                        PROBE,
                        "this hub",
                        "does not answer by UDP on " + String.join(", ", silent),
                        "Let UDP %d through this machine's firewall; UDP %d is for voice."
                                .formatted(hub.ports().node(), hub.ports().media()));
    }

    private static Finding others(Map<InetAddress, Announcement> answers, Patient patient) {
        var self = patient.hub().map(Patient.RunningHub::node);
        var names = answers.entrySet().stream()
                .filter(entry -> !self.equals(Optional.of(entry.getValue().node())))
                .map(entry -> "%s at %s".formatted(entry.getValue().name(), AddressText.of(entry.getKey())))
                .sorted()
                .toList();
        return names.isEmpty()
                ? Finding.hint(
                        PROBE,
                        "other nodes",
                        "none answered a broadcast",
                        "That is as it should be when this is the only machine with a hub here.")
                : Finding.ok(PROBE, "other nodes", String.join(", ", names));
    }

    private static Finding reach(Expected peer, Map<InetAddress, Announcement> answers) {
        if (peer.address().isUnresolved()) {
            return Finding.failed(
                    PEERS, peer.shown(), "the name is not known here", "Use the machine's address instead.");
        }
        boolean udp = answers.containsKey(peer.address().getAddress());
        boolean tcp = peer.linked() || connects(peer.address());
        if (udp && tcp) {
            return Finding.ok(PEERS, peer.shown(), peer.linked() ? "linked, and answers by UDP" : "answers");
        }
        int port = peer.address().getPort();
        if (tcp || udp) {
            return Finding.warning(
                    PEERS,
                    peer.shown(),
                    tcp ? "reached by TCP, and not by UDP" : "reached by UDP, and not by TCP",
                    "Let %s %d through the firewall of that machine.".formatted(tcp ? "UDP" : "TCP", port));
        }
        return peer.seen()
                ? Finding.failed(
                        PEERS,
                        peer.shown(),
                        "seen on the network, and cannot be reached",
                        "Turn off client isolation (also: AP isolation, guest network) at the access point, or use a"
                                + " cable; else let TCP and UDP %d through the firewall of that machine."
                                        .formatted(port))
                : Finding.failed(
                        PEERS,
                        peer.shown(),
                        "cannot be reached",
                        "Is it on, and in this network? Then let TCP and UDP %d through its firewall.".formatted(port));
    }

    private static boolean connects(InetSocketAddress to) {
        try (var socket = new Socket()) {
            socket.connect(to, CONNECT_MS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
