package dev.tutti.simulator;

import dev.tutti.cluster.floor.ClusterFloor;
import dev.tutti.cluster.membership.Election;
import dev.tutti.cluster.membership.ElectionTimes;
import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.ChannelId;
import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NodeId;
import dev.tutti.foundation.UserId;
import dev.tutti.session.Capability;
import dev.tutti.session.SessionState;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A cluster of nodes with the production election, under faults, then without; one thread, one seed. */
public final class ClusterWorld {
    private static final List<LanProfile> PROFILES = List.of(LanProfile.values());
    private static final int PEOPLE = 16;
    private static final double DRIFT_PPM = 200;

    /** What to run. */
    public record Options(
            long seed,
            int nodes,
            long seconds,
            LanProfile profile,
            ElectionTimes times,
            PlantedElectionBug bug,
            int people,
            PlantedClusterFloorBug floorBug) {
        /** The usual: fast times, clean network, three to seven nodes. */
        public static Options of(long seed, PlantedElectionBug bug) {
            var dice = new SplittableRandom(seed * 31 + 7);
            LanProfile profile = PROFILES.get(dice.nextInt(PROFILES.size()));
            ElectionTimes times = dice.nextInt(5) == 0 ? ElectionTimes.FRUGAL : ElectionTimes.FAST;
            // Slow elections need as many faults.
            long seconds = times.equals(ElectionTimes.FAST) ? 900 : 4_500;
            return new Options(seed, dice.nextInt(3, 8), seconds, profile, times, bug, 0, PlantedClusterFloorBug.NONE);
        }

        /** With people who press and talk. */
        public static Options withFloor(long seed, PlantedClusterFloorBug bug) {
            var dice = new SplittableRandom(seed * 37 + 11);
            LanProfile profile = PROFILES.get(dice.nextInt(PROFILES.size()));
            return new Options(
                    seed, dice.nextInt(3, 8), 900, profile, ElectionTimes.FAST, PlantedElectionBug.NONE, PEOPLE, bug);
        }

        boolean blackouts() {
            return seed % 4 == 0;
        }

        Options withNodes(int count) {
            return new Options(seed, count, seconds, profile, times, bug, people, floorBug);
        }

        /** Bursts and spikes of the stress profile are faults that nobody counts. */
        int uncountedFaults() {
            return profile == LanProfile.C ? 4 : 0;
        }
    }

    /** What a run was. */
    public record Outcome(
            long traceHash,
            long faults,
            long leaderChanges,
            long requests,
            long grants,
            Map<FaultKind, Long> faultKinds,
            Map<String, Long> steps,
            List<String> violations) {
        public Outcome {
            violations = List.copyOf(violations);
        }
    }

    private final Options options;
    private final VirtualTime time = new VirtualTime();
    private final SplittableRandom random;
    private final Lan lan;
    private final ElectionChecker checker;
    private final ClusterFloorChecker floorChecker = new ClusterFloorChecker(this);
    private final List<FloorPerson> people = new ArrayList<>();
    private final SessionState session;
    private final ClusterFaults faults;
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Map<Long, ClusterNode> byTag = new TreeMap<>();
    private final Map<String, Long> steps = new TreeMap<>();
    private final long clients;

    private ClusterWorld(Options options) {
        this.options = options;
        random = new SplittableRandom(options.seed());
        lan = new Lan(time, random.split(), options.profile(), options.nodes());
        checker = new ElectionChecker(this);
        session = FloorWorld.session(options.people());
        // Three of four nodes have somebody attached.
        long some = random.nextLong();
        clients = some | random.nextLong();
        for (int n = 0; n < options.nodes(); n++) {
            add(n);
        }
        for (int p = 0; p < options.people(); p++) {
            NodeFloor at = nodes.get(p % nodes.size()).floor();
            var person =
                    new FloorPerson(new UserId("p" + p), p + 1L, at, random.split(), FloorWorld.ALL, FloorWorld.CREW);
            at.add(person);
            people.add(person);
        }
        checker.edge(false);
        for (ClusterNode node : nodes) {
            time.after(scaled(random.nextInt(4_000)), () -> {
                // Like any later start: who comes may be better than who leads.
                checker.edge(false);
                node.start();
            });
        }
        faults = new ClusterFaults(this, random.split());
    }

    private void add(int index) {
        byte[] key = new byte[NodeId.BYTES];
        random.nextBytes(key);
        int nodeClass = random.nextInt(3) == 0 ? Rank.CONTROLLER : Rank.HUB;
        long startedAtMs = 1_800_000_000_000L + random.nextInt(6_000);
        var rank = new Rank(index == 0 && random.nextBoolean(), nodeClass, 1, startedAtMs, NodeId.of(key));
        var clock = new NodeClock(time, random.nextDouble(-DRIFT_PPM, DRIFT_PPM), random.nextLong(1L << 40));
        var node = new ClusterNode(index, this, rank, clock, random.split());
        nodes.add(node);
        byTag.put(node.tag, node);
    }

    /** Runs under faults, then heals, and expects a leader in each component, and in the end the best. */
    public static Outcome run(Options options) {
        var world = new ClusterWorld(options);
        world.time.runUntil(VirtualTime.ms(options.seconds() * 1_000));
        world.heal();
        return new Outcome(
                world.time.traceHash(),
                world.faults.counts().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                world.checker.changeCount(),
                world.floorChecker.requests(),
                world.floorChecker.grants(),
                Map.copyOf(world.faults.counts()),
                Map.copyOf(world.steps),
                world.checker.violations());
    }

    private void heal() {
        faults.stop();
        people.forEach(FloorPerson::stop);
        checker.edge(false);
        lan.heal();
        for (ClusterNode node : nodes) {
            node.disk.heal();
            node.wake();
            while (!node.isDown() && !node.isRunning()) {
                node.resume();
            }
            if (node.hasFailedDisk() || node.isDown()) {
                node.restart();
            }
        }
        // At its end the checker looks by itself.
        time.runUntil(time.nowNs() + settleNs() + 1);
        time.runUntil(time.nowNs() + 2 * options.times().handoverAfterNs() + settleNs());
        someoneTalksEverywhere();
        if (options.uncountedFaults() == 0) {
            checker.bestLeads();
        }
    }

    /** Invariant 7: whoever presses has the floor within a moment. */
    private void someoneTalksEverywhere() {
        for (ClusterNode node : nodes) {
            for (FloorPerson person : node.floor().people()) {
                long before = floorChecker.grants();
                person.ask(FloorWorld.ALL, true, false);
                time.runUntil(time.nowNs() + VirtualTime.ms(options.uncountedFaults() == 0 ? 1_500 : 5_000));
                if (floorChecker.grants() == before) {
                    checker.violation("7: no floor for " + person.id + " at " + node.index);
                }
                person.stop();
                time.runUntil(time.nowNs() + VirtualTime.ms(1_500));
                break;
            }
        }
        time.runUntil(time.nowNs() + VirtualTime.ms(4_000));
        nodes.forEach(node -> node.floor().told().nobodyTalks());
    }

    Options options() {
        return options;
    }

    VirtualTime time() {
        return time;
    }

    Lan lan() {
        return lan;
    }

    ClusterFloorChecker floorChecker() {
        return floorChecker;
    }

    SessionState session() {
        return session;
    }

    @Nullable FloorPerson person(UserId id) {
        return id.value().startsWith("p")
                ? people.get(Integer.parseInt(id.value().substring(1)))
                : null;
    }

    ClusterNode nodeOf(FloorPerson person) {
        return nodes.get(Integer.parseInt(person.id.value().substring(1)) % nodes.size());
    }

    /** F11: lines are ordered by it first; higher goes first. */
    int lane(FloorPerson person, ChannelId channelId) {
        if (person.emergency && session.may(person.id, Capability.FLOOR_EMERGENCY)) {
            return 2;
        }
        boolean ordered = channelId.equals(FloorWorld.CREW);
        return ordered && session.may(person.id, Capability.FLOOR_PRIORITY) ? 1 : 0;
    }

    /** Voice that left one node reaches all others it can. */
    void spread(ClusterNode from, ChannelId channel, Fence fence) {
        for (ClusterNode peer : nodes) {
            if (peer != from) {
                lan.send(from.index, peer.index, () -> peer.floor().voice(from, channel, fence));
            }
        }
    }

    ElectionChecker checker() {
        return checker;
    }

    List<ClusterNode> nodes() {
        return nodes;
    }

    @Nullable ClusterNode node(long tag) {
        return byTag.get(tag);
    }

    Set<Long> tagsBut(ClusterNode one) {
        return nodes.stream().filter(node -> node != one).map(node -> node.tag).collect(Collectors.toSet());
    }

    boolean hasClients(ClusterNode node) {
        return ((clients >> node.index) & 1) != 0;
    }

    /** Within so long after the last fault a cluster is calm again: links damped twice, silence, confirmation, raise. */
    long settleNs() {
        return 2 * options.times().dampMaxNs() + 8 * options.times().silenceNs();
    }

    /** Times of faults grow with the times of the election. */
    long scaled(long ms) {
        return VirtualTime.ms(options.times().equals(ElectionTimes.FRUGAL) ? 5 * ms : ms);
    }

    /** Its process died: who had a connection to it sees that, after a moment. */
    void connectionsBreak(ClusterNode dead) {
        for (ClusterNode peer : nodes) {
            if (peer != dead) {
                lan.send(dead.index, peer.index, () -> {
                    if (lan.reaches(peer.index, dead.index)) {
                        peer.peerGone(dead);
                    }
                });
            }
        }
    }

    /** Whose disk failed is started again, by hand. */
    void operatorLooksAfter(ClusterNode node) {
        checker.edge(false);
        time.after(scaled(random.nextInt(2_000, 20_000)), () -> {
            if (node.hasFailedDisk()) {
                checker.edge(false);
                node.restart();
            }
        });
    }

    void leads(ClusterNode node) {
        Election election = node.election();
        if (election != null) {
            floorChecker.leads(node, election);
        }
        faults.criticalMoment(node);
    }

    void moved(ClusterNode node, Transition transition) {
        time.trace(node.tag ^ transition.epoch().term() ^ transition.cause().hashCode());
        steps.merge(transition.from() + " > " + transition.to() + ": " + transition.cause(), 1L, Long::sum);
        ClusterFloor floor = node.floor().floor();
        if (transition.to() == LeaderState.SUSPECTING && floor != null) {
            floor.ingress().leaderChanges();
        }
        if (transition.to() == LeaderState.CLAIMING) {
            faults.criticalMoment(node);
        }
        say(node.index + " " + transition.from() + " > " + transition.to() + ": " + transition.cause() + ", term "
                + transition.epoch().term());
    }

    /** Each step on the screen, for who looks into a seed. */
    private static final boolean TALK = Boolean.getBoolean("tutti.simulator.talk");

    /** A line of the run's story, for who looks into a seed. */
    void say(String what) {
        if (TALK) {
            System.out.println(time.nowNs() / 1_000_000 + " " + what);
        }
    }
}
