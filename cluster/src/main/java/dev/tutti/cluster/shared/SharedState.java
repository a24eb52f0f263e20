package dev.tutti.cluster.shared;

import dev.tutti.cluster.admission.Member;
import dev.tutti.foundation.NodeId;
import java.util.List;

/**
 * What one node tells another as soon as they are linked, and whenever it changes.
 *
 * @param cluster which cluster this is
 * @param hub whose credentials these are
 * @param generation counts how often the hub's part went to another node: a hub of an earlier one is none any more
 * @param revision counts the changes
 * @param members every entry, also of removed ones
 */
public record SharedState(
        ClusterId cluster, NodeId hub, long generation, long revision, Credentials credentials, List<Member> members) {
    static final long FIRST_GENERATION = 1;

    public SharedState {
        members = List.copyOf(members);
    }

    SharedState with(List<Member> now) {
        return new SharedState(cluster, hub, generation, revision, credentials, now);
    }

    /** By the same hub. */
    SharedState changed(Credentials now) {
        return new SharedState(cluster, hub, generation, revision + 1, now, List.of());
    }

    /** That node has the hub's part from now on. */
    SharedState handedTo(NodeId node) {
        return new SharedState(cluster, node, generation + 1, revision + 1, credentials, List.of());
    }

    /**
     * Whether this is later: whatever a hub wrote that was replaced meanwhile, its generation is the earlier one. Of two at
     * the same revision of one generation the smaller hub's holds.
     */
    boolean isLaterThan(SharedState other) {
        if (generation != other.generation) {
            return generation > other.generation;
        }
        if (revision != other.revision) {
            return revision > other.revision;
        }
        return hub.compareTo(other.hub) < 0;
    }
}
