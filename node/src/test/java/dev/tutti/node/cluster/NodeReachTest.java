package dev.tutti.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tutti.foundation.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeReachTest {
    private static final NodeId SELF = node(1);
    private static final NodeId STAGE = node(2);
    private static final NodeId DOOR = node(3);

    private final Set<NodeId> members = new HashSet<>(Set.of(SELF, STAGE, DOOR));
    private final List<Integer> told = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::atNs));
    private long nowNs = -7_000_000_000L;
    private final NodeReach reach = new NodeReach(() -> nowNs, this::later, members::contains, told::add);

    private record Due(long atNs, Runnable work) {}

    private static NodeId node(int number) {
        byte[] id = new byte[NodeId.BYTES];
        id[0] = (byte) number;
        return NodeId.of(id);
    }

    private void later(long afterMs, Runnable work) {
        due.add(new Due(nowNs + TimeUnit.MILLISECONDS.toNanos(afterMs), work));
    }

    private void pass(long ms) {
        long untilNs = nowNs + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!due.isEmpty() && due.peek().atNs() - untilNs <= 0) {
            Due next = due.remove();
            nowNs = next.atNs();
            next.work().run();
        }
        nowNs = untilNs;
    }

    @Test
    void anIslandIsToldThatItIsOneUntilTheOthersAreBack() {
        reach.membersChanged(List.of(SELF, STAGE, DOOR));
        reach.membersChanged(List.of(SELF));
        pass(NodeReach.AFTER_MS - 1);
        assertThat(told).isEmpty();
        pass(1);
        assertThat(told).containsExactly(2);

        reach.membersChanged(List.of(SELF, DOOR));
        reach.membersChanged(List.of(SELF, STAGE, DOOR));
        pass(0);
        assertThat(told).containsExactly(2, 0);
    }

    @Test
    void aFlapAndANodeThatWasNeverReachedAreNotSaid() {
        reach.membersChanged(List.of(SELF, STAGE));
        reach.membersChanged(List.of(SELF));
        pass(NodeReach.AFTER_MS - 1);
        reach.membersChanged(List.of(SELF, STAGE));
        pass(NodeReach.FOR_MS);

        assertThat(told).isEmpty();
    }

    @Test
    void whoWasRemovedOrIsAwayForLongIsNotSpokenOf() {
        reach.membersChanged(List.of(SELF, STAGE, DOOR));
        reach.membersChanged(List.of(SELF));
        members.remove(STAGE);
        pass(NodeReach.AFTER_MS);
        assertThat(told).containsExactly(1);

        pass(NodeReach.FOR_MS - NodeReach.AFTER_MS);
        assertThat(told).containsExactly(1, 0);
    }
}
