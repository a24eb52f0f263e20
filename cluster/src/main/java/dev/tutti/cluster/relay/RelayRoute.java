package dev.tutti.cluster.relay;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.NodeTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where voice goes from this node; never changed, replaced as a whole.
 *
 * @param upstream the leader, or who relays for this node; empty at the leader, and while there is none
 * @param children who takes voice from this node
 * @param mesh nobody leads within reach: what is said here goes to every linked node, and nothing is passed on
 */
public record RelayRoute(Optional<NodeId> upstream, List<NodeId> children, boolean mesh) {
    /** Nobody is there. */
    public static final RelayRoute ALONE = new RelayRoute(Optional.empty(), List.of(), true);

    public RelayRoute {
        children = List.copyOf(children);
    }

    /** In the form that a frame is compared with. */
    Hops hops() {
        var nodes = new ArrayList<NodeId>();
        upstream.ifPresent(nodes::add);
        nodes.addAll(children);
        return new Hops(this, nodes.toArray(NodeId[]::new));
    }

    /** The next nodes on every way, and their tags beside them. */
    static final class Hops {
        final NodeId[] nodes;
        final long[] tags;
        final boolean mesh;
        final RelayRoute route;

        private Hops(RelayRoute route, NodeId[] nodes) {
            this.route = route;
            this.nodes = nodes;
            mesh = route.mesh();
            tags = new long[nodes.length];
            for (int i = 0; i < nodes.length; i++) {
                tags[i] = NodeTag.of(nodes[i]).value();
            }
        }

        boolean contains(NodeId node) {
            for (NodeId one : nodes) {
                if (one.equals(node)) {
                    return true;
                }
            }
            return false;
        }
    }
}
