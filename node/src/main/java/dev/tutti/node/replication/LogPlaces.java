package dev.tutti.node.replication;

import dev.tutti.cluster.replication.LogLearner;
import dev.tutti.foundation.NodeId;
import dev.tutti.gateway.wire.NodeMessages.LogPlace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How far the copies of the log are, by their own words; the thread "replication" writes, any thread reads. */
final class LogPlaces {
    private final Map<NodeId, Long> said = new ConcurrentHashMap<>();
    private final Set<NodeId> diverged = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Own own;

    /** This node's copy, as it stands under the writer. */
    private record Own(long index, long newest, boolean diverged) {}

    /** The writer is another one, or this node's log. */
    void begin() {
        own = null;
        diverged.clear();
    }

    void said(NodeId node, long index) {
        said.put(node, index);
        diverged.remove(node);
    }

    /** What it said does not go together with the writer's log. */
    void diverged(NodeId node) {
        diverged.add(node);
    }

    void gone(NodeId node) {
        said.remove(node);
        diverged.remove(node);
    }

    void copying(LogLearner learner) {
        long index = learner.end().index();
        own = new Own(index, Math.max(index, learner.newest()), learner.isFenced());
    }

    /** This node's copy; empty where it writes. */
    Optional<LogPlace> own() {
        return Optional.ofNullable(own)
                .map(one -> one.diverged() ? LogPlace.DIVERGED : LogPlace.of(one.newest(), one.index()));
    }

    /** Another node's copy; empty when it has not said how far it is. */
    Optional<LogPlace> of(NodeId node, long newest) {
        Long index = said.get(node);
        if (diverged.contains(node)) {
            return Optional.of(LogPlace.DIVERGED);
        }
        return index == null ? Optional.empty() : Optional.of(LogPlace.of(newest, index));
    }

    /** Whether another node's copy goes further than that row, or it has not said how far. */
    boolean mayHaveMore(NodeId node, long row) {
        return said.getOrDefault(node, Long.MAX_VALUE) > row;
    }

    /** The newest row of the log that this node has heard of, when it copies. */
    long newest(long otherwise) {
        Own copy = own;
        return copy == null ? otherwise : copy.newest();
    }

    /** On how many disks that row is, the writer's too; only where this node copies. */
    int disks(NodeId writer, long row) {
        Own copy = own;
        int here = copy != null && !copy.diverged() && copy.index() >= row ? 1 : 0;
        long elsewhere = said.entrySet().stream()
                .filter(one -> !one.getKey().equals(writer) && !diverged.contains(one.getKey()))
                .filter(one -> one.getValue() >= row)
                .count();
        return 1 + here + (int) elsewhere;
    }
}
