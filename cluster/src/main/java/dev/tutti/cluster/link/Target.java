package dev.tutti.cluster.link;

import dev.tutti.foundation.NodeId;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whom to dial, for as long as it is wanted.
 *
 * @param key what it is known by among targets
 * @param node who has to be there; empty for a typed address, where anybody may be
 * @param addresses where to try now, the best first
 */
record Target(String key, Optional<NodeId> node, Supplier<List<InetSocketAddress>> addresses, Purpose purpose) {}
