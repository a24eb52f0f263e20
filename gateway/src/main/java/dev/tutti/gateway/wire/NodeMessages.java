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
     * @param link up, down, self, or other_timing: down, because it runs with other times
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

    /**
     * @param code shown once; it lets one node in
     * @param ticket the first of {@code joinAt} and the code in one text, as --join takes it
     * @param qrSvg a picture of the ticket
     */
    record NodeInviteAnswer(
            String code,
            Instant expiresAt,
            List<String> joinAt,
            @Nullable String ticket,
            @Nullable String qrSvg) {
        public NodeInviteAnswer(String code, Instant expiresAt, List<String> joinAt) {
            this(code, expiresAt, joinAt, null, null);
        }
    }

    record NodeAnswer(String nodeId, String verdict) {}

    /**
     * How one node stands in the cluster.
     *
     * @param state joining, follower, suspecting, claiming, leading, handing_over or fenced
     * @param leader whom it obeys; null between two leaders
     * @param granting whether this node leads and has ended its wait
     * @param writer who holds the pen
     * @param timing fast or frugal: with which times it runs
     * @param members whom it reaches, over others too, and this node
     * @param timeline the election's last steps, the newest last
     */
    record ClusterAnswer(
            String nodeId,
            String state,
            @Nullable String leader,
            long term,
            boolean granting,
            String writer,
            String timing,
            List<ReachedNode> members,
            ElectionCounts counts,
            List<ElectionStep> timeline) {}

    /**
     * @param direct whether there is a link to it that both ends hear
     * @param rttMs of that link; null while unknown
     */
    record ReachedNode(
            String nodeId,
            String name,
            boolean direct,
            @Nullable Double rttMs) {}

    /** @param lastConvergenceMs from the last suspicion to the leader that ended it; null before the first */
    record ElectionCounts(
            long suspicions,
            long confirmedAlive,
            long claims,
            long raises,
            long demotions,
            long handovers,
            long gaps,
            long alarms,
            long diskFailures,
            long failedClaims,
            long refusedTerms,
            @Nullable Double lastConvergenceMs) {}

    record ElectionStep(Instant at, String from, String to, long term, String cause) {}
}
