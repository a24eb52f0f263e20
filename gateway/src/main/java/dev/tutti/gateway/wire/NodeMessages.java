package dev.tutti.gateway.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes that are one hub together, for those who look after it. */
public interface NodeMessages {
    /**
     * @param nodeId this node's
     * @param hub the node id of the one whose credentials all share
     * @param waiting who asks to be let in
     * @param seen on the network; shown, and believed for nothing
     */
    record NodesAnswer(
            String nodeId,
            String cluster,
            String hub,
            List<MemberNode> members,
            List<WaitingNode> waiting,
            List<SeenNode> seen) {}

    /**
     * @param by who or what let it in: founder, invite, allowlist, operator
     * @param link up, down, or self
     * @param rttMs of the link; null while unknown
     * @param why there is no link
     */
    record MemberNode(
            String nodeId,
            String name,
            String by,
            Instant since,
            String link,
            @Nullable String address,
            @Nullable Double rttMs,
            @Nullable String why) {}

    record WaitingNode(String nodeId, String name, String address, Instant until) {}

    /** @param via mdns or probe */
    record SeenNode(
            String nodeId, String name, String address, String via, long ageMs, String version, boolean member) {}

    /** @param code shown once; it lets one node in */
    record NodeInviteAnswer(String code, Instant expiresAt, List<String> joinAt) {}

    record NodeAnswer(String nodeId, String verdict) {}
}
