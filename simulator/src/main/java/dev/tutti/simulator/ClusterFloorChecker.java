package dev.tutti.simulator;

import dev.tutti.cluster.membership.Election;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.Fence;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.session.floor.FloorView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at which gates are open and what is played: invariant 1 (no two leases of a channel in one epoch, none below the
 * epoch its ingress has seen, and none beside a dead leader's in a component), 2 (no voice below the highest fence a
 * receiver has seen) and Q (a line that survives is in order).
 */
final class ClusterFloorChecker {
    /** Ages are told in messages, and these take this much longer or less long. */
    private static final long BLUR_NS = VirtualTime.ms(400);

    private final ClusterWorld world;
    private final Map<String, Fence> seen = new HashMap<>();
    private final Map<Epoch, Announce> announces = new HashMap<>();
    private final Map<String, Long> deaths = new HashMap<>();
    private long requests;
    private long grants;

    /** The moment when a leader began, and which boots of which nodes were in its component then. */
    private record Announce(long atNs, long boot, Set<String> members) {}

    ClusterFloorChecker(ClusterWorld world) {
        this.world = world;
    }

    long requests() {
        return requests;
    }

    long grants() {
        return grants;
    }

    void requested() {
        requests++;
    }

    private static String life(ClusterNode node) {
        return node.index + "/" + node.boot();
    }

    void died(ClusterNode node) {
        deaths.put(life(node), world.time().nowNs());
    }

    void leads(ClusterNode node, Election election) {
        var members = new HashSet<String>();
        for (long tag : election.component()) {
            ClusterNode member = world.node(tag);
            if (member != null && !member.isDown()) {
                members.add(life(member));
            }
        }
        announces.put(election.epoch(), new Announce(world.time().nowNs(), node.boot(), members));
    }

    void granted(ClusterNode node, FloorPerson person, ChannelId channel) {
        grants++;
        check(node, person, channel);
    }

    void forwarded(ClusterNode node, FloorPerson person, ChannelId channel) {
        world.time().trace(person.connection ^ person.fence.leaseSeq());
        check(node, person, channel);
    }

    private void check(ClusterNode node, FloorPerson person, ChannelId channel) {
        Election election = node.election();
        Epoch mine = person.fence.epoch();
        if (election != null && election.epoch().isAbove(mine)) {
            violation("1: " + person.id + " talks in term " + mine.term() + ", " + node.index + " has adopted "
                    + election.epoch().term());
        }
        for (ClusterNode other : world.nodes()) {
            for (FloorPerson talker : other.floor().talking(channel)) {
                if (talker != person) {
                    two(node, person, other, talker);
                }
            }
        }
    }

    private void two(ClusterNode node, FloorPerson person, ClusterNode other, FloorPerson talker) {
        Epoch mine = person.fence.epoch();
        Epoch theirs = talker.fence.epoch();
        if (mine.equals(theirs)) {
            violation("1: " + person.id + " and " + talker.id + " have the floor in term " + mine.term());
        } else if (mine.isAbove(theirs)) {
            besideDead(talker, other, theirs, mine);
        } else {
            besideDead(person, node, mine, theirs);
        }
    }

    /** Somebody talks under the epoch of a leader that was dead when the newer one began, in the newer one's component. */
    private void besideDead(FloorPerson late, ClusterNode at, Epoch lower, Epoch higher) {
        Announce old = announces.get(lower);
        Announce now = announces.get(higher);
        ClusterNode oldLeader = world.node(lower.leaderTag());
        if (old == null || now == null || oldLeader == null) {
            return;
        }
        Long died = deaths.get(oldLeader.index + "/" + old.boot());
        boolean member = now.members().contains(life(at));
        if (died != null && died <= now.atNs() && member) {
            violation("1: " + late.id + " still talks in term " + lower.term() + " of a dead leader beside term "
                    + higher.term());
        }
    }

    // What receivers hear

    private Fence seenAt(ClusterNode node, ChannelId channel) {
        Fence highest = seen.getOrDefault(life(node) + channel, Fence.NONE);
        Election election = node.election();
        Fence adopted = election == null ? Fence.NONE : election.epoch().fence(0);
        return adopted.isAbove(highest) ? adopted : highest;
    }

    void arrived(ClusterNode node, ChannelId channel, Fence fence) {
        if (fence.isAbove(seenAt(node, channel))) {
            seen.put(life(node) + channel, fence);
        }
    }

    void played(ClusterNode node, ChannelId channel, Fence fence) {
        Fence highest = seenAt(node, channel);
        if (highest.isAbove(fence)) {
            violation("2: " + node.index + " plays voice of " + fence.text() + " after " + highest.text());
        }
    }

    // The line

    /** A leader begins to grant: who has waited since before is in the order of asking. */
    void opened(ClusterNode leader, Epoch epoch, FloorView view) {
        Announce announce = announces.get(epoch);
        if (announce == null || world.time().nowNs() - announce.atNs() >= FloorTimes.FAST.leaseNs()) {
            // Somebody did not acknowledge, and what waited there is not known.
            return;
        }
        for (FloorView.ChannelView channel : view.channels()) {
            List<FloorPerson> line = channel.waiting().stream()
                    .map(world::person)
                    .filter(person -> person != null
                            && waits(person, channel.channelId())
                            && person.askedNs < announce.atNs()
                            && wasThere(world.nodeOf(person), leader, announce))
                    .toList();
            for (int i = 1; i < line.size(); i++) {
                inOrder(line.get(i - 1), line.get(i), channel.channelId(), leader);
            }
        }
    }

    private void inOrder(FloorPerson before, FloorPerson after, ChannelId channel, ClusterNode leader) {
        int lane = world.lane(before, channel);
        int nextLane = world.lane(after, channel);
        String where = " is before " + after.id + " at " + leader.index;
        if (lane < nextLane) {
            violation("Q: " + before.id + " of lane " + lane + where + ", who is of lane " + nextLane);
        } else if (lane == nextLane && before.askedNs - after.askedNs > BLUR_NS) {
            violation("Q: " + before.id + " asked " + (before.askedNs - after.askedNs) / 1_000_000 + " ms later and"
                    + where);
        }
    }

    /** Only whose node acknowledged has told the ages of those who wait there. */
    private static boolean wasThere(ClusterNode node, ClusterNode leader, Announce announce) {
        return node == leader || announce.members().contains(life(node));
    }

    private boolean waits(@Nullable FloorPerson person, ChannelId channel) {
        // Ages stand still in sleep, so a nap makes a wait look shorter.
        return person != null
                && person.waits()
                && channel.equals(person.wanted())
                && world.nodeOf(person).clock.wokeNs() < person.askedNs;
    }

    private void violation(String what) {
        world.checker().violation(what);
    }
}
