package dev.tutti.cluster.relay;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.VoiceMessage.RelayReport;
import org.jspecify.annotations.Nullable;

/**
 * A node with a direct link, as it may serve this one.
 *
 * @param report what it said last of itself; null when that is too old, or it never did
 */
record RelayOption(
        NodeId node, NodeTag tag, LinkCost link, @Nullable RelayReport report) {
    int loadPermille() {
        return report == null ? 0 : report.loadPermille();
    }

    boolean takesFrom(NodeTag upstream) {
        return report != null && report.upstream().equals(upstream);
    }
}
