package dev.tutti.simulator;

import dev.tutti.cluster.membership.Election;
import dev.tutti.cluster.membership.ElectionMessage;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what nodes say and at the network as it is, never at what an election believes of others: E (at most one leader
 * change per fault, none without, and the better of two leaders stays), invariant 5 (terms) and 7 (one leader in each
 * component, soon after the last fault).
 */
final class ElectionChecker {
    private static final int MAX_VIOLATIONS = 20;
    private static final long TERMS_PER_EDGE = 4;

    private final ClusterWorld world;
    private final long settleNs;
    private final List<String> violations = new ArrayList<>();
    private final Map<Epoch, Long> bootOfEpoch = new HashMap<>();
    private final Map<Long, Long> highestLed = new HashMap<>();
    private final Map<ClusterNode, Epoch> followed = new HashMap<>();
    private final Map<ClusterNode, ArrayDeque<Long>> changes = new HashMap<>();
    private final Set<Epoch> handedOver = new HashSet<>();
    private final Map<ClusterNode, Long> handovers = new HashMap<>();
    /** When a fault began or ended. */
    private final ArrayDeque<Long> edges = new ArrayDeque<>();

    private final List<Rank> leadersBeforeHealing = new ArrayList<>();
    private long edgeCount;
    private long changeCount;
    private long highestTerm;
    private boolean onlyHealed;

    ElectionChecker(ClusterWorld world) {
        this.world = world;
        settleNs = world.settleNs();
    }

    long changeCount() {
        return changeCount;
    }

    long edgeCount() {
        return edgeCount;
    }

    // Faults

    /** A fault begins or ends; {@code healing} when it is a mended network and nothing else. */
    void edge(boolean healing) {
        edgeCount++;
        edges.add(world.time().nowNs());
        if (healing) {
            // Where three leaders meet, the weakest may first hear of the second.
            long leaders = world.nodes().stream().filter(ElectionChecker::leads).count();
            for (long more = 2; more < leaders; more++) {
                edges.add(world.time().nowNs());
            }
        }
        if (!healing || !onlyHealed) {
            leadersBeforeHealing.clear();
            onlyHealed = healing;
            if (healing) {
                rememberLeaders();
            }
        }
        long edge = edgeCount;
        world.time().after(settleNs, () -> {
            if (edge == edgeCount) {
                calm(edge, 1 + world.options().uncountedFaults());
            }
        });
    }

    private void rememberLeaders() {
        for (ClusterNode node : world.nodes()) {
            Election election = node.election();
            if (node.isRunning() && election != null && election.leads() && !node.disk.isSlow()) {
                leadersBeforeHealing.add(node.rank());
            }
        }
    }

    // What nodes say

    void started(ClusterNode node) {
        followed.remove(node);
    }

    void said(ClusterNode node, ElectionMessage.Heartbeat beat) {
        boolean leads = beat.state() == LeaderState.LEADING && beat.epoch().leaderTag() == node.tag;
        if (leads) {
            led(node, beat.epoch());
        }
    }

    /** A node tells others that it leads. */
    void led(ClusterNode node, Epoch epoch) {
        if (Long.compareUnsigned(epoch.term(), node.disk.durableTerm()) > 0) {
            violation("5: " + node.index + " leads in term " + epoch.term() + " that is not on its disk");
        }
        Long before = bootOfEpoch.putIfAbsent(epoch, node.boot());
        if (before != null && before != node.boot()) {
            violation("5: " + node.index + " led in term " + epoch.term() + " in an earlier boot");
        }
        long highest = highestLed.merge(node.tag, epoch.term(), Math::max);
        if (epoch.term() < highest) {
            violation("5: the term of " + node.index + " fell from " + highest + " to " + epoch.term());
        }
        highestTerm = Math.max(highestTerm, epoch.term());
    }

    void acknowledged(ClusterNode node, Epoch epoch) {
        if (Long.compareUnsigned(epoch.term(), node.disk.durableTerm()) > 0) {
            violation("5: " + node.index + " acknowledged term " + epoch.term() + " that is not on its disk");
        }
    }

    void adopted(ClusterNode node, Epoch epoch) {
        Epoch before = followed.put(node, epoch);
        if (before == null || before.leaderTag() == epoch.leaderTag()) {
            return;
        }
        changeCount++;
        long nowNs = world.time().nowNs();
        ClusterNode from = world.node(before.leaderTag());
        ClusterNode to = world.node(epoch.leaderTag());
        boolean upwards = from != null && to != null && to.rank().isBetterThan(from.rank());
        if (to == node && from != null && from.isHandingOver()) {
            handedOver.add(epoch);
        }
        if (upwards && handedOver.contains(epoch)) {
            planned(node, nowNs);
            return;
        }
        ArrayDeque<Long> recent = changes.computeIfAbsent(node, _ -> new ArrayDeque<>());
        recent.add(nowNs);
        forget(recent, nowNs - settleNs);
        // What caused the oldest of these changes may be as long ago again.
        forget(edges, nowNs - 2 * settleNs);
        boolean calm = edges.isEmpty() || nowNs - edges.getLast() > settleNs;
        int allowed = (calm ? 0 : edges.size()) + world.options().uncountedFaults();
        if (recent.size() > allowed) {
            violation("E: " + recent.size() + " leader changes at " + node.index + " for " + (calm ? 0 : edges.size())
                    + " faults: now " + (to == null ? "nobody" : to.index));
        }
    }

    /** Moving to a better rank is planned, and comes after a long calm; it is done again when the better one fell at once. */
    private void planned(ClusterNode node, long nowNs) {
        Long last = handovers.put(node, nowNs);
        boolean calm = last != null && (edges.isEmpty() || edges.getLast() < last);
        if (calm && nowNs - last < world.options().times().handoverAfterNs()) {
            violation("E: leadership was handed over twice within " + (nowNs - last) / 1_000_000 + " ms");
        }
    }

    private static void forget(ArrayDeque<Long> times, long beforeNs) {
        while (!times.isEmpty() && times.getFirst() < beforeNs) {
            times.removeFirst();
        }
    }

    // In calm

    /** No fault began or ended for long enough: each component has settled. */
    private void calm(long edge, int patience) {
        int before = violations.size();
        components();
        if (violations.size() > before && patience > 0) {
            // A burst may just have hit, or leadership be on its way to a better rank: over in a moment.
            violations.subList(before, violations.size()).clear();
            world.time().after(settleNs / 4, () -> {
                if (edge == edgeCount) {
                    calm(edge, patience - 1);
                }
            });
        }
    }

    private void components() {
        boolean[] done = new boolean[world.nodes().size()];
        for (ClusterNode node : world.nodes()) {
            if (!done[node.index] && node.isRunning()) {
                List<ClusterNode> component = componentOf(node);
                component.forEach(member -> done[member.index] = true);
                settled(component);
            }
        }
        long mostTerms = TERMS_PER_EDGE * edgeCount + 10;
        if (highestTerm > mostTerms) {
            violation("E: term " + highestTerm + " after " + edgeCount + " faults");
        }
    }

    private void settled(List<ClusterNode> component) {
        boolean mayIdle = component.size() == 1 && !world.hasClients(component.getFirst());
        boolean canLead = component.stream().anyMatch(node -> !node.hasFailedDisk());
        List<ClusterNode> leaders =
                component.stream().filter(ElectionChecker::leads).toList();
        if (leaders.isEmpty() && (mayIdle || !canLead)) {
            return;
        }
        if (leaders.size() != 1) {
            violation("7: " + leaders.size() + " leaders in a component of " + component.size() + ": "
                    + component.stream().map(this::describe).toList());
            return;
        }
        ClusterNode leader = leaders.getFirst();
        for (ClusterNode node : component) {
            Election election = node.election();
            Election leading = leader.election();
            if (election != null && leading != null && !election.epoch().equals(leading.epoch())) {
                violation("7: " + describe(node) + " does not obey " + describe(leader));
            }
        }
        if (onlyHealed && world.options().uncountedFaults() == 0) {
            strongestStayed(component, leader);
        }
    }

    private static boolean leads(ClusterNode node) {
        Election election = node.election();
        return election != null && election.leads();
    }

    private void strongestStayed(List<ClusterNode> component, ClusterNode leader) {
        for (Rank rank : leadersBeforeHealing) {
            boolean here = component.stream().anyMatch(node -> node.rank().equals(rank));
            if (here && rank.isBetterThan(leader.rank())) {
                violation("E: the weaker leader " + leader.index + " took over when networks met");
            }
        }
    }

    /** At the very end: the best that may lead does. */
    void bestLeads() {
        for (ClusterNode node : world.nodes()) {
            @Nullable ClusterNode best = null;
            for (ClusterNode other : componentOf(node)) {
                best = best == null || other.rank().isBetterThan(best.rank()) ? other : best;
            }
            Election election = node.election();
            if (best != null && election != null && election.epoch().leaderTag() != best.tag) {
                violation("7: " + describe(node) + " does not obey the best rank, " + best.index);
                return;
            }
        }
    }

    /** Who reaches whom and back, over running machines only. */
    private List<ClusterNode> componentOf(ClusterNode first) {
        var found = new ArrayList<ClusterNode>();
        found.add(first);
        for (int i = 0; i < found.size(); i++) {
            ClusterNode one = found.get(i);
            for (ClusterNode other : world.nodes()) {
                boolean linked = world.lan().carries(one.index, other.index)
                        && world.lan().carries(other.index, one.index);
                if (other.isRunning() && linked && !found.contains(other)) {
                    found.add(other);
                }
            }
        }
        return found;
    }

    private String describe(ClusterNode node) {
        Election election = node.election();
        if (election == null) {
            return node.index + " down";
        }
        ClusterNode leader = world.node(election.epoch().leaderTag());
        return node.index + " " + election.state() + " in term "
                + election.epoch().term() + " of " + (leader == null ? "nobody" : leader.index);
    }

    void violation(String what) {
        if (violations.size() < MAX_VIOLATIONS) {
            violations.add(what + " at " + world.time().nowNs() / 1_000_000 + " ms");
        }
    }

    List<String> violations() {
        return violations;
    }
}
