package dev.tutti.node.cluster;

import dev.tutti.cluster.Mail;
import dev.tutti.foundation.NodeId;
import dev.tutti.node.network.AddressText;
import dev.tutti.node.trust.HubTrust;
import dev.tutti.wire.LinkMessage.Origins;
import dev.tutti.wire.SessionTag;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Where pages reach the other nodes, as each says of itself; kept while a node is away, since that is when pages need it.
 * Thread-safe.
 */
public final class NodeOrigins implements Mail.Links {
    /** HTTPS, an address, a port: what browsers write as an origin. */
    private static final Pattern ORIGIN = Pattern.compile(
            "https://(?:([0-9]{1,3}(?:\\.[0-9]{1,3}){3})|\\[([0-9a-f:]{2,45})])(?::([1-9][0-9]{0,4}))?");

    private static final int MAX_PORT = 65_535;

    private final NodeMail mail;
    private final NodeCluster cluster;
    private final Map<NodeId, List<String>> told = new ConcurrentHashMap<>();
    private volatile List<String> own = List.of();
    private volatile Runnable changed = () -> {};

    public NodeOrigins(NodeCluster cluster) {
        this.cluster = cluster;
        mail = cluster.mail();
        mail.on(Origins.class, (from, _, said) -> heard(from, said));
        mail.onLinks(this);
    }

    /** Called on a thread of a link whenever another node says something new; must not block. */
    public void onChange(Runnable listener) {
        changed = listener;
    }

    /** Where pages reach this node from now on. */
    public void own(List<String> now) {
        own = now.stream().limit(Origins.MAX_ORIGINS).toList();
        mail.linked().forEach(this::up);
    }

    /** Where pages reach the other members, by the order of their ids; of who was removed nothing is kept. */
    public List<String> others() {
        var members = cluster.admission().members().stream()
                .map(member -> member.id())
                .filter(id -> !id.equals(cluster.self()))
                .toList();
        told.keySet().retainAll(members);
        return members.stream()
                .sorted(Comparator.comparing(NodeId::value))
                .flatMap(node -> told.getOrDefault(node, List.of()).stream())
                .distinct()
                .toList();
    }

    @Override
    public void up(NodeId peer) {
        mail.send(peer, SessionTag.NONE, new Origins(own));
    }

    private void heard(NodeId from, Origins said) {
        var origins = said.origins().stream().filter(NodeOrigins::isOfNode).toList();
        if (!origins.equals(told.put(from, origins))) {
            changed.run();
        }
    }

    /** Only what the hub's certificate can stand for: no place on the internet, and none on the page's own machine. */
    static boolean isOfNode(String origin) {
        var parts = ORIGIN.matcher(origin);
        if (!parts.matches() || (parts.group(3) != null && Integer.parseInt(parts.group(3)) > MAX_PORT)) {
            return false;
        }
        String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
        try {
            var address = InetAddress.ofLiteral(host);
            return AddressText.of(address).equals(host) && HubTrust.vouchesFor(address) && !address.isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
