package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.FactStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where nodes were met or seen, the newest first: a hint for dialling, which the TLS handshake proves or not. The place of
 * the newest link outlives a restart. Thread-safe; {@link #met} waits for the disk.
 */
final class Whereabouts {
    private static final String FACT = "node/address/";
    private static final int MAX_NODES = 64;
    private static final int MAX_SEEN = 4;
    private static final int MAX_PORT = 65_535;

    private final FactStore facts;
    private final Map<NodeId, InetSocketAddress> met = new HashMap<>();
    private final Map<NodeId, Deque<InetSocketAddress>> seen = new HashMap<>();

    Whereabouts(FactStore facts) {
        this.facts = facts;
        for (var key : facts.keys(FACT, MAX_NODES)) {
            var id = NodeId.read(key.substring(FACT.length()));
            var address = facts.get(key).flatMap(bytes -> parse(new String(bytes, StandardCharsets.US_ASCII)));
            if (id.isPresent() && address.isPresent()) {
                met.put(id.get(), address.get());
            }
        }
    }

    /** There is a link to it by that address. */
    synchronized void met(NodeId node, InetSocketAddress address) {
        if (address.equals(met.get(node)) || (!met.containsKey(node) && met.size() >= MAX_NODES)) {
            return;
        }
        met.put(node, address);
        facts.put(FACT + node.value(), text(address).getBytes(StandardCharsets.US_ASCII));
    }

    /** Discovery saw it there. True when that is news. */
    synchronized boolean seen(NodeId node, InetSocketAddress address) {
        if (!seen.containsKey(node) && seen.size() >= MAX_NODES) {
            return false;
        }
        var places = seen.computeIfAbsent(node, _ -> new ArrayDeque<>());
        boolean news = !places.remove(address);
        places.addFirst(address);
        if (places.size() > MAX_SEEN) {
            places.removeLast();
        }
        return news;
    }

    synchronized void forget(NodeId node) {
        seen.remove(node);
        if (met.remove(node) != null) {
            facts.delete(FACT + node.value());
        }
    }

    /** @param hint what the list of members says */
    synchronized List<InetSocketAddress> of(NodeId node, String hint) {
        var places = new ArrayList<InetSocketAddress>();
        var last = met.get(node);
        if (last != null) {
            places.add(last);
        }
        places.addAll(seen.getOrDefault(node, new ArrayDeque<>()));
        parse(hint).ifPresent(places::add);
        return places.stream().distinct().toList();
    }

    static String text(InetSocketAddress address) {
        var host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[%s]:%d".formatted(host, address.getPort()) : host + ":" + address.getPort();
    }

    /** An address literal with its port; nothing is looked up. */
    static Optional<InetSocketAddress> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return port > 0 && port <= MAX_PORT
                    ? Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
