package dev.tutti.cluster.engine;

import dev.tutti.cluster.Leader;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.LeaderState;
import java.util.List;

/**
 * How this node stands in the cluster, as of the last turn; any thread.
 *
 * @param members of the component, this node too
 * @param direct those of them with a direct link that counts
 * @param granting whether this node leads and has ended its wait
 */
public record ClusterView(
        LeaderState state, Leader leader, List<NodeId> members, List<NodeId> direct, boolean granting) {
    public ClusterView {
        members = List.copyOf(members);
        direct = List.copyOf(direct);
    }
}
