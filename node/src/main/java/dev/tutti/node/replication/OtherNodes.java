package dev.tutti.node.replication;

import dev.tutti.cluster.Mail;
import dev.tutti.cluster.Post;
import dev.tutti.foundation.NodeId;
import dev.tutti.node.cluster.NodeMail;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The nodes around this one. Thread-safe.
 *
 * @param hub who has the pen, by the cluster's shared state
 * @param cluster which cluster that is
 * @param leader of those that this node reaches; nobody between two
 */
record OtherNodes(
        NodeId self, Supplier<NodeId> hub, Supplier<String> cluster, Supplier<Optional<NodeId>> leader, NodeMail ways) {
    Mail mail() {
        return ways;
    }

    Post post() {
        return ways;
    }

    boolean leads() {
        return leader.get().filter(self::equals).isPresent();
    }

    /** By a link of its own. */
    boolean reachesHub() {
        return isHub() || ways.linked().contains(hub.get());
    }

    /** To whom commands go: the hub, and while it is out of reach whoever leads, which may be this node. */
    NodeId decider() {
        NodeId writer = hub.get();
        return reachesHub() ? writer : leader.get().orElse(writer);
    }

    /** Whether that node may have decided what this one had asked for. */
    boolean mayDecide(NodeId node) {
        return node.equals(hub.get()) || leader.get().filter(node::equals).isPresent();
    }

    boolean isHub() {
        return hub.get().equals(self);
    }
}
