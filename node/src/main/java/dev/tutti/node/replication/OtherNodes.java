package dev.tutti.node.replication;

import dev.tutti.cluster.Mail;
import dev.tutti.cluster.Post;
import dev.tutti.foundation.NodeId;
import java.util.function.Supplier;

/**
 * The nodes around this one. Thread-safe.
 *
 * @param hub who has the pen, by the cluster's shared state
 * @param cluster which cluster that is
 */
record OtherNodes(NodeId self, Supplier<NodeId> hub, Supplier<String> cluster, Mail mail, Post post) {
    /** To whom commands go. */
    NodeId decider() {
        return hub.get();
    }

    boolean isHub() {
        return hub.get().equals(self);
    }
}
