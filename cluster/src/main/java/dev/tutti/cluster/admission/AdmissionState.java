package dev.tutti.cluster.admission;

import dev.tutti.foundation.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that an admission depends on. Immutable.
 *
 * @param members those of now and those removed
 * @param waiting who asked and waits for the operator
 * @param allowed by configuration
 */
public record AdmissionState(
        Map<NodeId, Member> members, List<Invite> invites, Map<NodeId, Waiting> waiting, Set<NodeId> allowed) {
    /** E2 of the cluster's rules floods the links of at most so many. */
    public static final int MAX_MEMBERS = 32;

    public static final int MAX_REMOVED = 96;
    public static final int MAX_INVITES = 16;
    public static final int MAX_WAITING = 32;

    /** Somebody who waits, and until when that is remembered. */
    public record Waiting(NodeId id, String name, String address, long untilMs) {}

    public AdmissionState {
        members = Map.copyOf(members);
        invites = List.copyOf(invites);
        waiting = Map.copyOf(waiting);
        allowed = Set.copyOf(allowed);
    }

    public boolean isMember(NodeId id) {
        var member = members.get(id);
        return member != null && !member.removed();
    }

    boolean isRemoved(NodeId id) {
        var member = members.get(id);
        return member != null && member.removed();
    }

    long present() {
        return members.values().stream().filter(member -> !member.removed()).count();
    }

    AdmissionState withMembers(Map<NodeId, Member> now) {
        return new AdmissionState(now, invites, waiting, allowed);
    }

    AdmissionState withInvites(List<Invite> now) {
        return new AdmissionState(members, now, waiting, allowed);
    }

    AdmissionState withWaiting(Map<NodeId, Waiting> now) {
        return new AdmissionState(members, invites, now, allowed);
    }
}
