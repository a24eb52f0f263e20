package dev.tutti.simulator;

import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.Sha256;
import dev.tutti.foundation.UserId;
import dev.tutti.session.core.CommandResult;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.SessionWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A hub and two learners that copy its log, over disks and a network that misbehave; now and then the hub's machine is
 * destroyed, and the operator lets the learner that has most go on (cluster.md V3).
 */
public final class ReplicationWorld implements LogClient.World {
    private static final int NODES = 3;
    private static final int CLIENTS = 6;

    /** How often nodes were cut off, what they decided then, and what of it was displaced in the end. */
    public record Islands(int cuts, int provisional, int displaced) {}

    /** What a run was. */
    public record Outcome(
            long traceHash,
            long commands,
            long copied,
            int crashes,
            int adoptions,
            int moves,
            Islands islands,
            List<String> violations) {
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final SimulatedNetwork network;
    private final Lan lan;
    private final LogChecker checker = new LogChecker(time);
    private final LinkFaults links;
    private final PlantedLogBug bug;
    private final SimulatedSession session;
    private final List<ReplicationNode> nodes = new ArrayList<>();
    private final List<LogFollower> followers = new ArrayList<>();
    private int hub;
    private int before;
    private int moves;
    private long generation = 1;
    private int machines;
    private int crashes;
    private int adoptions;
    private boolean healed;

    private ReplicationWorld(long seed, PlantedLogBug bug) {
        this.bug = bug;
        random = new SplittableRandom(seed);
        network = new SimulatedNetwork(time, random.split());
        lan = new Lan(time, random.split(), profile(seed), NODES);
        links = new LinkFaults(this, random.split());
        session = new SimulatedSession(time, Entropy.seeded(seed), bug, random.split());
        for (int n = 0; n < NODES; n++) {
            nodes.add(machine(n));
            followers.add(new LogFollower(checker));
        }
        var first = new SimulatedEventStore(hub().disk, bug);
        checker.acknowledged("create", session.create(first), 1);
        checker.committed(first.rows(0, 100));
        nodes.forEach(ReplicationNode::start);
        for (int c = 0; c < CLIENTS; c++) {
            new LogClient(new UserId("c" + c), random.split(), this).next();
        }
        follow();
        time.after(VirtualTime.ms(500), this::fault);
    }

    /** Runs that long under faults, heals, and compares everything. */
    public static Outcome run(long seed, long seconds, PlantedLogBug bug) {
        var world = new ReplicationWorld(seed, bug);
        world.time.runUntil(VirtualTime.ms(seconds * 1_000));
        world.heal();
        return new Outcome(
                world.time.traceHash(),
                world.checker.commands(),
                world.checker.copiedCommands(),
                world.crashes,
                world.adoptions,
                world.moves,
                world.checker.islands(world.links.islands()),
                world.checker.violations());
    }

    private static LanProfile profile(long seed) {
        return switch ((int) (seed % 3)) {
            case 0 -> LanProfile.A;
            case 1 -> LanProfile.B;
            default -> LanProfile.C;
        };
    }

    private ReplicationNode machine(int index) {
        machines++;
        return new ReplicationNode(
                index, NodeId.of(new Sha256().text("machine").number(machines).hash()), this, random.split());
    }

    @Override
    public VirtualTime time() {
        return time;
    }

    Lan lan() {
        return lan;
    }

    @Override
    public LogChecker checker() {
        return checker;
    }

    PlantedLogBug bug() {
        return bug;
    }

    long generation() {
        return generation;
    }

    ReplicationNode hub() {
        return nodes.get(hub);
    }

    List<ReplicationNode> nodes() {
        return nodes;
    }

    @Nullable ReplicationNode node(NodeId id) {
        return nodes.stream().filter(node -> node.id.equals(id)).findFirst().orElse(null);
    }

    @Override
    public SimulatedNetwork network() {
        return network;
    }

    /** Some have not heard of the newest hub, some are where it cannot be reached. */
    @Override
    public int place(SplittableRandom dice) {
        return switch (dice.nextInt(5)) {
            case 0 -> before;
            case 1, 2 -> dice.nextInt(NODES);
            default -> hub;
        };
    }

    @Override
    public @Nullable SessionWriter session(int place) {
        return nodes.get(place).session();
    }

    @Override
    public boolean isSettled(int place) {
        return nodes.get(place).hasNoBranches();
    }

    @Override
    public void provisional(int place, CommandResult.Accepted accepted) {
        checker.provisional(nodes.get(place).id, accepted);
    }

    @Override
    public boolean isOver() {
        return healed;
    }

    SessionWriter.Ports ports(SimulatedEventStore store, Pen pen) {
        return session.ports(store, pen);
    }

    List<LogFollower> followersOf(ReplicationNode node) {
        return List.of(followers.get(node.index));
    }

    /** Power was lost in the middle of a commit. */
    void crashed(ReplicationNode node) {
        crash(node);
    }

    void operatorRestarts(ReplicationNode node) {
        time.after(VirtualTime.ms(1_500), () -> crash(node));
    }

    /** No learner of one writer has anything else than that writer. */
    void fenced(ReplicationNode node, String why) {
        if (!why.contains("disk")) {
            checker.violation("3: learner " + node.index + " is fenced: " + why);
        }
    }

    private void crash(ReplicationNode node) {
        if (node.isDown()) {
            return;
        }
        crashes++;
        node.crash();
        time.after(VirtualTime.ms(random.nextInt(50, 2_000)), () -> {
            if (nodes.contains(node)) {
                node.start();
            }
        });
    }

    private void fault() {
        if (healed) {
            return;
        }
        ReplicationNode some = nodes.get(random.nextInt(NODES));
        switch (random.nextInt(13)) {
            case 0, 1 -> crash(some);
            case 2 -> crash(hub());
            case 3 -> {
                some.disk.setFull(true);
                time.after(VirtualTime.ms(random.nextInt(100, 1_500)), () -> some.disk.setFull(false));
            }
            case 4 -> {
                some.disk.failNextSync();
                // Somebody looks at the hub that refuses, and starts it again.
                operatorRestarts(some);
            }
            case 5 -> some.slowFor(VirtualTime.ms(random.nextInt(500, 4_000)));
            case 6 -> links.cut(some, nodes.get(random.nextInt(NODES)));
            case 9 -> moveHub(some);
            case 10, 11 -> links.island(some);
            case 7 -> followers.get(some.index).disconnected();
            case 8 -> {
                if (random.nextInt(5) == 0) {
                    destroyHub();
                }
            }
            default -> network.cut("client", "hub", VirtualTime.ms(random.nextInt(100, 2_000)));
        }
        time.after(VirtualTime.ms(random.nextInt(100, 1_500)), this::fault);
    }

    /** The operator's word, while both are up: the pen goes over when the other has everything (cluster.md V1). */
    private void moveHub(ReplicationNode to) {
        ReplicationNode from = hub();
        if (to == from || to.isDown() || from.isDown()) {
            return;
        }
        if (bug != PlantedLogBug.TWO_PENS_AFTER_A_MOVE) {
            from.seal(true);
        }
        awaitCopy(from, to, from.life(), time.nowNs() + VirtualTime.ms(5_000));
    }

    private void awaitCopy(ReplicationNode from, ReplicationNode to, int life, long untilNs) {
        if (from.life() != life) {
            // It went down meanwhile: the operator's command has failed, and the hub is where it was.
            return;
        }
        if (hub() != from) {
            // Another wish was faster.
            return;
        }
        if (time.nowNs() > untilNs || !nodes.contains(to)) {
            from.seal(false);
        } else if (from.hasGivenAllTo(to.id)) {
            moves++;
            generation++;
            before = hub;
            hub = to.index;
            time.trace("moved to " + hub);
            takeRole(to, 0);
            nodes.stream().filter(node -> node != to).forEach(node -> takeRole(node, random.nextInt(2_000)));
        } else {
            time.after(VirtualTime.ms(10), () -> awaitCopy(from, to, life, untilNs));
        }
    }

    /** A node hears who the hub is. */
    private void takeRole(ReplicationNode node, long afterMs) {
        time.after(VirtualTime.ms(afterMs), () -> {
            if (!node.isDown() && nodes.contains(node)) {
                node.crash();
                node.start();
            }
        });
    }

    /** The learner with the longest log becomes the hub; an empty machine takes the place of the dead one. */
    private void destroyHub() {
        nodes.forEach(ReplicationNode::crash);
        int dead = hub;
        int best = -1;
        for (int n = 0; n < NODES; n++) {
            if (n != dead && (best < 0 || length(n) > length(best))) {
                best = n;
            }
        }
        if (length(best) == 0) {
            nodes.forEach(ReplicationNode::start);
            return;
        }
        adoptions++;
        generation++;
        hub = best;
        NodeId destroyed = nodes.get(dead).id;
        nodes.set(dead, machine(dead));
        checker.adopted(destroyed, new SimulatedEventStore(hub().disk, bug).rows(0, Integer.MAX_VALUE));
        time.trace("adopted " + length(hub));
        nodes.forEach(node -> time.after(VirtualTime.ms(random.nextInt(100, 2_000)), () -> {
            if (nodes.contains(node)) {
                node.start();
            }
        }));
    }

    private int length(int node) {
        return nodes.get(node).disk.readAll().size();
    }

    private void follow() {
        for (ReplicationNode node : nodes) {
            SessionWriter running = node.session();
            if (running != null) {
                followers.get(node.index).connect(running);
            }
        }
        time.after(VirtualTime.ms(random.nextInt(50, 500)), this::follow);
    }

    private void heal() {
        healed = true;
        network.heal();
        lan.heal();
        nodes.forEach(node -> node.disk.setFull(false));
        time.runUntil(time.nowNs() + VirtualTime.ms(10_000));
        nodes.forEach(node -> {
            node.crash();
            node.start();
        });
        time.runUntil(time.nowNs() + VirtualTime.ms(75_000));
        SimulatedEventStore main = hub().store();
        SessionWriter running = hub().session();
        if (main == null || running == null) {
            checker.violation("7: the hub did not start again");
            return;
        }
        checker.recovered(main.all());
        checker.merged(main.all());
        for (ReplicationNode node : nodes) {
            SimulatedEventStore copy = node.store();
            if (copy == null || !copy.end().equals(main.end())) {
                checker.violation("7: a learner did not catch up");
            }
            if (!node.hasNoBranches()) {
                checker.violation("7: node " + node.index + " still has something provisional");
            }
            checker.reads(followers.get(node.index), running.state());
        }
    }
}
