package dev.tutti.cluster.relay;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.VoiceMessage.RelayReport;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From whom a node takes voice: pure, and the same for the same facts. */
final class RelayChoice {
    /** Voice passes so many nodes on its way from the leader at most. */
    static final int MAX_HOPS = 4;

    static final int FULL_PERMILLE = 1_000;
    /** Another way must be better by so much; else a network that trembles would move voice to and fro. */
    private static final long WORTH_US = 5_000;

    private final NodeTag self;
    private final NodeId leader;
    private final List<RelayOption> options;

    /**
     * A way to the leader.
     *
     * @param hops how many nodes voice passes on it, this one counted
     */
    record Way(NodeId upstream, int hops, long pathUs) {}

    /** @param options those with a direct link, in an order that is always the same */
    RelayChoice(NodeTag self, NodeId leader, List<RelayOption> options) {
        this.self = self;
        this.leader = leader;
        this.options = options;
    }

    /** The way over that node as it is now, or null when there is none. */
    @Nullable Way over(NodeId node) {
        return options.stream()
                .filter(option -> option.node().equals(node))
                .findFirst()
                .map(this::way)
                .orElse(null);
    }

    /** The best way there is; of equals, the first. The leader itself where it is not too much for it. */
    Optional<Way> best(@Nullable NodeId current) {
        Way best = null;
        boolean bestIsFull = false;
        for (RelayOption option : options) {
            Way way = way(option);
            if (way == null) {
                continue;
            }
            boolean full = isFull(option, current);
            boolean better =
                    best == null || (bestIsFull && !full) || (bestIsFull == full && way.pathUs() < best.pathUs());
            if (better && !(full && best != null && !bestIsFull)) {
                best = way;
                bestIsFull = full;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Whom it serves already it has counted; another one would come on top. */
    private static boolean isFull(RelayOption option, @Nullable NodeId current) {
        boolean served = option.node().equals(current);
        return served ? option.loadPermille() > FULL_PERMILLE : option.loadPermille() >= FULL_PERMILLE;
    }

    /** Whether that node does more than it can, though it serves this one. */
    boolean isOverloaded(NodeId node) {
        return options.stream().anyMatch(option -> option.node().equals(node) && option.loadPermille() > FULL_PERMILLE);
    }

    /** Whether to leave a way that works for another: clearly better, or as good and straight from the leader. */
    boolean isWorthIt(Way now, Way other) {
        long gainUs = now.pathUs() - other.pathUs();
        if (other.upstream().equals(leader)) {
            return gainUs >= -now.pathUs() / 10;
        }
        return gainUs >= WORTH_US && gainUs * 10 >= now.pathUs() * 3;
    }

    private @Nullable Way way(RelayOption option) {
        long linkUs = option.link().us();
        if (option.node().equals(leader)) {
            return new Way(leader, 1, linkUs);
        }
        RelayReport report = option.report();
        boolean relays = report != null
                && report.hops() != RelayReport.NO_WAY
                && report.hops() >= 1
                && report.hops() < MAX_HOPS
                && !report.upstream().equals(NodeTag.NONE)
                && !option.takesFrom(self);
        return relays && report != null ? new Way(option.node(), report.hops() + 1, linkUs + report.pathUs()) : null;
    }
}
