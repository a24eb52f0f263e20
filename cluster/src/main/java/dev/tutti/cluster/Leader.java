package dev.tutti.cluster;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NodeId;
import java.util.Optional;

/**
 * Whom this node obeys.
 *
 * @param epoch the highest that was adopted; {@link Epoch#NONE} before the first
 * @param node who leads in it, this node itself perhaps; empty while nobody leads here, as between two leaders
 */
public record Leader(Epoch epoch, Optional<NodeId> node) {
    public static final Leader NONE = new Leader(Epoch.NONE, Optional.empty());

    public boolean is(NodeId id) {
        return node.isPresent() && node.get().equals(id);
    }
}
