package dev.tutti.node.cluster;

import dev.tutti.cluster.Leadership;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** How many nodes were reached from here and are not any more: people in an island are told that it is one. Thread-safe. */
final class NodeReach implements Leadership.Listener {
    /** What is back within this time was never gone for those who look. */
    static final long AFTER_MS = 3_000;
    /** Who is away for longer has been shut down, or somebody looks after it. */
    static final long FOR_MS = 600_000;

    private final NanoClock clock;
    private final Later later;
    private final Predicate<NodeId> isMember;
    private final IntConsumer people;
    private final Map<NodeId, Long> awaySinceNs = new HashMap<>();
    private List<NodeId> reached = List.of();
    private int told;

    /** Runs something on another thread, so much later. */
    interface Later {
        void run(long afterMs, Runnable work);
    }

    NodeReach(NanoClock clock, Later later, Predicate<NodeId> isMember, IntConsumer people) {
        this.clock = clock;
        this.later = later;
        this.isMember = isMember;
        this.people = people;
    }

    @Override
    public synchronized void membersChanged(List<NodeId> members) {
        long nowNs = clock.nanoTime();
        reached.stream().filter(node -> !members.contains(node)).forEach(node -> awaySinceNs.putIfAbsent(node, nowNs));
        members.forEach(awaySinceNs::remove);
        reached = List.copyOf(members);
        later.run(0, this::look);
        if (!awaySinceNs.isEmpty()) {
            later.run(AFTER_MS, this::look);
            later.run(FOR_MS, this::look);
        }
    }

    private synchronized void look() {
        long nowNs = clock.nanoTime();
        awaySinceNs
                .entrySet()
                .removeIf(node -> nowNs - node.getValue() >= TimeUnit.MILLISECONDS.toNanos(FOR_MS)
                        || !isMember.test(node.getKey()));
        int away = (int) awaySinceNs.values().stream()
                .filter(since -> nowNs - since >= TimeUnit.MILLISECONDS.toNanos(AFTER_MS))
                .count();
        if (away != told) {
            told = away;
            people.accept(away);
        }
    }
}
