package dev.tutti.cluster.shared;

import dev.tutti.cluster.admission.Member;
import dev.tutti.foundation.NodeId;
import java.util.List;

/**
 * What one node tells another as soon as they are linked, and whenever it changes.
 *
 * @param cluster which cluster this is
 * @param hub whose credentials these are
 * @param revision counts the changes of the credentials
 * @param members every entry, also of removed ones
 */
public record SharedState(ClusterId cluster, NodeId hub, long revision, Credentials credentials, List<Member> members) {
    public SharedState {
        members = List.copyOf(members);
    }

    SharedState with(List<Member> now) {
        return new SharedState(cluster, hub, revision, credentials, now);
    }

    /** Whether the credentials are later than those; of two at the same revision the smaller hub's hold. */
    boolean isLaterThan(SharedState other) {
        if (revision != other.revision) {
            return revision > other.revision;
        }
        return hub.compareTo(other.hub) < 0;
    }
}
