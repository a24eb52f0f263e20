package dev.tutti.node.doctor;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Does multicast come back on each interface, and with it what the hub announces? Asks as any mDNS client would. */
final class MulticastCheck implements Check {
    private static final String NAME = "multicast";
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.251");
    private static final int PORT = 5353;
    private static final long WAIT_MS = 2_000;
    private static final int MAX_PACKET = 9_000;
    private static final int MAX_PACKETS = 1_000;
    private static final int PTR = 12;
    private static final int INTERNET = 1;

    /** What came within the time. */
    record Heard(boolean own, boolean hub, Set<InetAddress> others) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Finding> run(Patient patient) {
        var on = interfaces(patient);
        if (on.isEmpty()) {
            return List.of(Finding.skipped(NAME, "", "no interface with an IPv4 address on a network"));
        }
        var tasks = on.stream()
                .map(one -> (Callable<Finding>) () -> judge(one, patient))
                .toList();
        return Together.run(
                tasks, 2 * WAIT_MS, late -> Finding.skipped(NAME, on.get(late).getName(), "took too long"));
    }

    private static Finding judge(NetworkInterface one, Patient patient) {
        try {
            return judge(one.getName(), listen(one, patient), patient);
        } catch (IOException e) {
            return Finding.failed(
                    NAME,
                    one.getName(),
                    "multicast cannot be used: " + e.getMessage(),
                    "Turn multicast on (ip link set %s multicast on), or find the nodes with --peer HOST."
                            .formatted(one.getName()));
        }
    }

    private static List<NetworkInterface> interfaces(Patient patient) {
        var found = new ArrayList<NetworkInterface>();
        for (var address : patient.addresses()) {
            try {
                var one = address instanceof Inet4Address ? NetworkInterface.getByInetAddress(address) : null;
                if (one != null && !found.contains(one)) {
                    found.add(one);
                }
            } catch (SocketException _) {
                // gone meanwhile
            }
        }
        return found;
    }

    static Finding judge(String name, Heard heard, Patient patient) {
        boolean announced =
                patient.hub().isPresent() && patient.config().nodes().mdns();
        var others = heard.others().isEmpty()
                ? "nobody else spoke mDNS meanwhile"
                : heard.others().size() + " other devices speak mDNS here";
        if (!heard.own()) {
            return Finding.failed(
                    NAME,
                    name,
                    "what was sent by multicast did not come back",
                    "Let UDP 5353 through this machine's firewall, or find the nodes with --peer HOST.");
        }
        if (announced && !heard.hub()) {
            return Finding.warning(
                    NAME,
                    name,
                    "multicast works, and the hub's announcement was not heard; " + others,
                    "Wait some seconds after a start and try again; another mDNS responder may hold the name.");
        }
        return Finding.ok(NAME, name, (announced ? "the hub's announcement was heard; " : "comes back; ") + others);
    }

    private static Heard listen(NetworkInterface on, Patient patient) throws IOException {
        try (var channel = DatagramChannel.open(StandardProtocolFamily.INET);
                var selector = Selector.open()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, on);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            channel.bind(new InetSocketAddress(PORT));
            channel.join(GROUP, on);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            byte[] query = query(patient.entropy().bytes(2));
            channel.send(ByteBuffer.wrap(query), new InetSocketAddress(GROUP, PORT));
            return collect(channel, selector, query, patient);
        }
    }

    private static Heard collect(DatagramChannel channel, Selector selector, byte[] query, Patient patient)
            throws IOException {
        var hub = patient.hub().map(one -> one.node().value().getBytes(StandardCharsets.US_ASCII));
        boolean expectHub = hub.isPresent() && patient.config().nodes().mdns();
        boolean own = false;
        boolean heardHub = false;
        var others = new HashSet<InetAddress>();
        var buffer = ByteBuffer.allocate(MAX_PACKET);
        long endNs = patient.clock().nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MS);
        for (int packets = 0; packets < MAX_PACKETS && !(own && (heardHub || !expectHub)); ) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(endNs - patient.clock().nanoTime());
            if (leftMs <= 0) {
                break;
            }
            selector.select(leftMs);
            selector.selectedKeys().clear();
            buffer.clear();
            while (channel.receive(buffer) instanceof InetSocketAddress from) {
                packets++;
                byte[] packet = Arrays.copyOf(buffer.array(), buffer.position());
                own |= Arrays.equals(packet, query);
                heardHub |= hub.filter(id -> contains(packet, id)).isPresent();
                if (!patient.addresses().contains(from.getAddress())) {
                    others.add(from.getAddress());
                }
                buffer.clear();
            }
        }
        return new Heard(own, heardHub, others);
    }

    private static boolean contains(byte[] packet, byte[] text) {
        return new String(packet, StandardCharsets.ISO_8859_1).contains(new String(text, StandardCharsets.ISO_8859_1));
    }

    /** Who offers our service? (RFC 6762, 18; the id is zero by custom, and any other is allowed.) */
    static byte[] query(byte[] id) {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.write(id);
            out.writeShort(0);
            out.writeShort(1);
            out.writeShort(0);
            out.writeInt(0);
            for (var label : List.of("_tutti", "_tcp", "local")) {
                out.writeByte(label.length());
                out.writeBytes(label);
            }
            out.writeByte(0);
            out.writeShort(PTR);
            out.writeShort(INTERNET);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
