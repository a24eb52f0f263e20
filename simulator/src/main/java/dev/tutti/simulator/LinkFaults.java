package dev.tutti.simulator;

import java.util.SplittableRandom;

/** Cuts and mends the links between the machines of a {@link ReplicationWorld}. */
final class LinkFaults {
    private final ReplicationWorld world;
    private final VirtualTime time;
    private final Lan lan;
    private final SplittableRandom random;
    private int islands;

    LinkFaults(ReplicationWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        time = world.time();
        lan = world.lan();
    }

    /** How often a node was cut off from the hub. */
    int islands() {
        return islands;
    }

    /** One direction or both, with and without the ends noticing. */
    void cut(ReplicationNode one, ReplicationNode other) {
        if (one == other) {
            return;
        }
        boolean both = random.nextBoolean();
        lan.cut(one.index, other.index);
        if (both) {
            lan.cut(other.index, one.index);
        }
        if (random.nextBoolean()) {
            one.down(other);
            other.down(one);
        }
        time.after(VirtualTime.ms(random.nextInt(200, 4_000)), () -> {
            lan.mend(one.index, other.index);
            if (both) {
                lan.mend(other.index, one.index);
            }
            linkUp(one, other);
        });
    }

    private void linkUp(ReplicationNode one, ReplicationNode other) {
        if (lan.isOpen(one.index, other.index)
                && !one.isDown()
                && !other.isDown()
                && world.nodes().contains(one)
                && world.nodes().contains(other)) {
            one.up(other);
            other.up(one);
        }
    }

    /** That node, or both learners together, are cut off from the hub for a while, and notice. */
    void island(ReplicationNode first) {
        ReplicationNode away = world.hub();
        boolean together = random.nextBoolean();
        for (ReplicationNode node : world.nodes()) {
            if (node == away || (node != first && !together)) {
                continue;
            }
            islands++;
            lan.cut(node.index, away.index);
            lan.cut(away.index, node.index);
            node.down(away);
            away.down(node);
            time.after(VirtualTime.ms(random.nextInt(4_000, 15_000)), () -> {
                lan.mend(node.index, away.index);
                lan.mend(away.index, node.index);
                linkUp(node, away);
            });
        }
    }
}
