package dev.tutti.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Does things to a cluster at random, and undoes them; each beginning and each end is counted as an edge. */
final class ClusterFaults {
    private static final FaultKind[] KINDS = FaultKind.values();

    private final ClusterWorld world;
    private final SplittableRandom random;
    private final Map<FaultKind, Long> counts = new EnumMap<>(FaultKind.class);
    private boolean over;

    ClusterFaults(ClusterWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        world.time().after(world.scaled(8_000), this::next);
    }

    Map<FaultKind, Long> counts() {
        return counts;
    }

    void stop() {
        over = true;
    }

    private void next() {
        if (over) {
            return;
        }
        // The blackout is the last of them, so that worlds without it are as they were before there was one.
        FaultKind kind = KINDS[random.nextInt(world.options().blackouts() ? KINDS.length : KINDS.length - 1)];
        inject(kind);
        // Half of them come while the cluster still deals with the last one, the others find it calm.
        boolean soon = random.nextBoolean();
        world.time()
                .after(world.scaled(soon ? random.nextInt(100, 3_000) : random.nextInt(14_000, 30_000)), this::next);
    }

    private void inject(FaultKind kind) {
        ClusterNode node = random.nextInt(3) == 0 ? leaderOr(anyNode()) : anyNode();
        ClusterNode other = otherThan(node);
        long forNs = duration();
        switch (kind) {
            case ONE_WAY_CUT -> cut(kind, node.index, other.index, forNs);
            case LINK_CUT -> cutBoth(kind, node.index, other.index, forNs);
            case CHAIN -> chain(forNs);
            case ISOLATED -> partition(kind, 1L << node.index, forNs);
            case PARTITION ->
                partition(kind, random.nextLong(1, 1L << (world.nodes().size() - 1)), forNs);
            case FLAPPING -> flap(node.index, other.index, random.nextInt(3, 12));
            case LOSSY_LINK -> lossy(node.index, other.index, forNs);
            case KILLED -> kill(node, true);
            case POWER_CUT -> kill(node, false);
            case PAUSED -> pause(node, forNs);
            case SUSPENDED -> suspend(node, forNs);
            case WALL_CLOCK_JUMP -> {
                count(kind);
                world.checker().edge(false);
                node.clock.setWall(random.nextInt(-5_000, 5_000));
            }
            case SLOW_DISK -> {
                count(kind);
                world.checker().edge(false);
                node.disk.slowFor(forNs);
            }
            case FAILED_SYNC -> {
                count(kind);
                world.checker().edge(false);
                node.disk.failNextSync();
            }
            case BLACKOUT -> blackout();
            case CUT_AT_THE_WORST_MOMENT -> {
                // Comes by itself, see moved().
            }
        }
    }

    /** A node begins to claim or to lead: now and then just then something breaks. */
    void criticalMoment(ClusterNode node) {
        if (over || random.nextInt(12) != 0) {
            return;
        }
        ClusterNode other = otherThan(node);
        long forNs = world.scaled(random.nextInt(500, 3_000));
        switch (random.nextInt(4)) {
            case 0 -> cut(FaultKind.CUT_AT_THE_WORST_MOMENT, node.index, other.index, forNs);
            case 1 -> cut(FaultKind.CUT_AT_THE_WORST_MOMENT, other.index, node.index, forNs);
            case 2 -> cutBoth(FaultKind.CUT_AT_THE_WORST_MOMENT, node.index, other.index, forNs);
            default -> world.time().after(VirtualTime.ms(random.nextInt(30)), () -> kill(node, true));
        }
    }

    private long duration() {
        boolean brief = random.nextBoolean();
        return world.scaled(brief ? random.nextInt(200, 3_000) : random.nextInt(10_000, 45_000));
    }

    private ClusterNode anyNode() {
        return world.nodes().get(random.nextInt(world.nodes().size()));
    }

    private ClusterNode otherThan(ClusterNode node) {
        int step = random.nextInt(1, world.nodes().size());
        return world.nodes().get((node.index + step) % world.nodes().size());
    }

    private ClusterNode leaderOr(ClusterNode node) {
        for (ClusterNode one : world.nodes()) {
            var election = one.election();
            if (election != null && election.leads()) {
                return one;
            }
        }
        return node;
    }

    private void count(FaultKind kind) {
        counts.merge(kind, 1L, Long::sum);
        world.say(kind + " begins");
    }

    /** Undoes it later, unless everything is healed by then. */
    private void undo(long afterNs, boolean network, Runnable how) {
        world.time().after(afterNs, () -> {
            if (!over) {
                world.say("something ends");
                world.checker().edge(network);
                how.run();
            }
        });
    }

    private void cut(FaultKind kind, int from, int to, long forNs) {
        world.say(from + " no longer reaches " + to);
        count(kind);
        world.checker().edge(false);
        world.lan().cut(from, to);
        undo(forNs, true, () -> world.lan().mend(from, to));
    }

    private void cutBoth(FaultKind kind, int one, int other, long forNs) {
        world.say(one + " and " + other + " lose each other");
        count(kind);
        world.checker().edge(false);
        both(one, other, true);
        undo(forNs, true, () -> both(one, other, false));
    }

    private void both(int one, int other, boolean cut) {
        if (cut) {
            world.lan().cut(one, other);
            world.lan().cut(other, one);
        } else {
            world.lan().mend(one, other);
            world.lan().mend(other, one);
        }
    }

    private void chain(long forNs) {
        count(FaultKind.CHAIN);
        world.checker().edge(false);
        eachFarPair(true);
        undo(forNs, true, () -> eachFarPair(false));
    }

    private void eachFarPair(boolean cut) {
        for (int one = 0; one < world.nodes().size(); one++) {
            for (int other = one + 1; other < world.nodes().size(); other++) {
                if (place(other) - place(one) > 1) {
                    both(one, other, cut);
                }
            }
        }
    }

    /** Where a node stands in the chain: nobody is more than three links from anybody. */
    private static int place(int node) {
        return Math.min(node, 3);
    }

    private void partition(FaultKind kind, long side, long forNs) {
        world.say("cut off: " + Long.toBinaryString(side));
        count(kind);
        world.checker().edge(false);
        eachAcross(side, true);
        undo(forNs, true, () -> eachAcross(side, false));
    }

    private void eachAcross(long side, boolean cut) {
        for (int one = 0; one < world.nodes().size(); one++) {
            for (int other = one + 1; other < world.nodes().size(); other++) {
                if (((side >> one) & 1) != ((side >> other) & 1)) {
                    both(one, other, cut);
                }
            }
        }
    }

    private void flap(int one, int other, int times) {
        if (over || times == 0) {
            return;
        }
        cutBoth(FaultKind.FLAPPING, one, other, world.scaled(random.nextInt(50, 2_500)));
        world.time().after(world.scaled(random.nextInt(2_600, 5_000)), () -> flap(one, other, times - 1));
    }

    private void lossy(int one, int other, long forNs) {
        count(FaultKind.LOSSY_LINK);
        world.checker().edge(false);
        world.say(one + " and " + other + " hear each other badly");
        double share = random.nextDouble(0.6, 0.9);
        world.lan().lose(one, other, share);
        world.lan().lose(other, one, share);
        undo(forNs, true, () -> {
            world.lan().lose(one, other, 0);
            world.lan().lose(other, one, 0);
        });
    }

    private void kill(ClusterNode node, boolean connectionsBreak) {
        if (node.isDown() || over) {
            return;
        }
        count(connectionsBreak ? FaultKind.KILLED : FaultKind.POWER_CUT);
        world.checker().edge(false);
        world.say(node.index + " dies");
        node.crash();
        if (connectionsBreak) {
            world.connectionsBreak(node);
        }
        undo(
                world.scaled(random.nextBoolean() ? random.nextInt(20, 2_000) : random.nextInt(5_000, 40_000)),
                false,
                node::start);
    }

    private void blackout() {
        count(FaultKind.BLACKOUT);
        world.say("the power is gone");
        long darkNs = world.scaled(random.nextInt(1_000, 10_000));
        for (ClusterNode node : world.nodes()) {
            world.checker().edge(false);
            node.crash();
            undo(darkNs + VirtualTime.ms(random.nextInt(4_000)), false, node::start);
        }
    }

    private void pause(ClusterNode node, long forNs) {
        if (!node.isRunning()) {
            return;
        }
        count(FaultKind.PAUSED);
        world.checker().edge(false);
        world.say(node.index + " is stopped");
        node.pause();
        undo(forNs, false, node::resume);
    }

    private void suspend(ClusterNode node, long forNs) {
        if (!node.isRunning()) {
            return;
        }
        count(FaultKind.SUSPENDED);
        world.checker().edge(false);
        world.say(node.index + " sleeps");
        node.suspend();
        undo(forNs, false, node::wake);
    }
}
