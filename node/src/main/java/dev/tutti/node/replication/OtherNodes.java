package dev.tutti.node.replication;

import dev.tutti.cluster.Mail;
import dev.tutti.cluster.Post;
import dev.tutti.foundation.NodeId;
import dev.tutti.node.cluster.NodeMail;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The nodes around this one. Thread-safe.
 *
 * @param line by the cluster's shared state
 * @param leader of those that this node reaches; nobody between two
 */
record OtherNodes(NodeId self, Line line, Supplier<Optional<NodeId>> leader, NodeMail ways) {
    /**
     * Who writes which log.
     *
     * @param hub who has the pen
     * @param cluster whose log it is
     * @param settled whether this node may take the pen up, if it is its own: another one may have got it meanwhile
     */
    record Line(Supplier<NodeId> hub, Supplier<String> cluster, BooleanSupplier settled) {}

    NodeId hub() {
        return line.hub().get();
    }

    String cluster() {
        return line.cluster().get();
    }

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
        return isHub() || ways.linked().contains(hub());
    }

    /** To whom commands go: the hub, and while it is out of reach whoever leads, which may be this node. */
    NodeId decider() {
        NodeId writer = hub();
        return reachesHub() ? writer : leader.get().orElse(writer);
    }

    /** Whether that node may have decided what this one had asked for. */
    boolean mayDecide(NodeId node) {
        return node.equals(hub()) || leader.get().filter(node::equals).isPresent();
    }

    boolean isHub() {
        return hub().equals(self);
    }

    /** Whether this node decides: as the hub, and not before the others could say that it is not any more. */
    boolean writes() {
        return isHub() && line.settled().getAsBoolean();
    }
}
