package dev.tutti.node.cluster;

import dev.tutti.cluster.admission.Member;
import dev.tutti.cluster.engine.Step;
import dev.tutti.cluster.membership.ElectionCounters;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.wire.NodeMessages.ClusterAnswer;
import dev.tutti.gateway.wire.NodeMessages.ElectionCounts;
import dev.tutti.gateway.wire.NodeMessages.ElectionStep;
import dev.tutti.gateway.wire.NodeMessages.ReachedNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows how this node stands in the cluster; any thread. */
final class ClusterDesk {
    private static final double US_PER_MS = 1_000.0;
    private static final double NS_PER_MS = 1_000_000.0;

    private final NodeCluster cluster;

    ClusterDesk(NodeCluster cluster) {
        this.cluster = cluster;
    }

    ClusterAnswer answer() {
        var engine = cluster.engine();
        var view = engine.view();
        Map<NodeId, String> names =
                cluster.admission().members().stream().collect(Collectors.toMap(Member::id, Member::name));
        return new ClusterAnswer(
                cluster.self().value(),
                word(view.state()),
                view.leader().node().map(NodeId::value).orElse(null),
                view.leader().epoch().term(),
                view.granting(),
                engine.writer().value(),
                word(cluster.timing()),
                view.members().stream()
                        .map(id -> reached(
                                id, names.getOrDefault(id, ""), view.direct().contains(id)))
                        .toList(),
                counts(engine.counters()),
                engine.timeline().stream().map(ClusterDesk::step).toList());
    }

    private ReachedNode reached(NodeId id, String name, boolean direct) {
        long rttUs = cluster.rttUs(id);
        return new ReachedNode(id.value(), name, direct, rttUs == 0 ? null : rttUs / US_PER_MS);
    }

    private static ElectionCounts counts(ElectionCounters counted) {
        long ns = counted.lastConvergenceNs();
        return new ElectionCounts(
                counted.suspicions(),
                counted.confirmedAlive(),
                counted.claims(),
                counted.raises(),
                counted.demotions(),
                counted.handovers(),
                counted.gaps(),
                counted.alarms(),
                counted.diskFailures(),
                counted.failedClaims(),
                counted.refusedTerms(),
                ns == 0 ? null : ns / NS_PER_MS);
    }

    private static ElectionStep step(Step step) {
        var moved = step.transition();
        return new ElectionStep(
                Instant.ofEpochMilli(step.atMs()),
                word(moved.from()),
                word(moved.to()),
                moved.epoch().term(),
                moved.cause());
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }
}
