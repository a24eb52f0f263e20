package dev.tutti.cluster.relay;

import dev.tutti.foundation.NodeId;
import dev.tutti.wire.VoiceMessage.RelayReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Nodes with links of given quality, on a clock of its own: node 0 leads until somebody says otherwise. */
final class RelayNet {
    private static final long TURN_NS = 200_000_000L;
    private static final LinkCost GOOD = new LinkCost(2_000, 0, 0);

    private final List<NodeId> ids = new ArrayList<>();
    private final List<RelayControl> controls = new ArrayList<>();
    private final Map<List<Integer>, LinkCost> links = new HashMap<>();
    private final List<Integer> radios = new ArrayList<>();
    private final HashSet<Integer> dead = new HashSet<>();
    private final HashSet<Integer> silent = new HashSet<>();
    private @Nullable NodeId leader;
    private long nowNs;

    RelayNet(int nodes, int maxChildren) {
        for (int i = 0; i < nodes; i++) {
            var hash = new byte[NodeId.BYTES];
            hash[0] = (byte) (17 * i + 3);
            hash[7] = (byte) i;
            ids.add(NodeId.of(hash));
        }
        for (int i = 0; i < nodes; i++) {
            int node = i;
            radios.add(0);
            controls.add(new RelayControl(
                    new RelayControl.Setup(ids.get(i), i + 1, maxChildren, () -> radios.get(node), new Port(i))));
            for (int j = 0; j < i; j++) {
                link(j, i, GOOD);
            }
        }
        leader = ids.getFirst();
    }

    /** Links of random quality, a third of them missing, and small relays; every node has a way to the leader. */
    static RelayNet random(long seed) {
        var random = new SplittableRandom(seed);
        int nodes = random.nextInt(2, 11);
        var net = new RelayNet(nodes, random.nextInt(2, 6));
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < i; j++) {
                if (random.nextInt(3) == 0) {
                    net.cut(j, i);
                } else {
                    int loss = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
                    net.link(j, i, new LinkCost(random.nextInt(300, 40_000), loss, random.nextInt(90)));
                }
            }
        }
        for (int i = 1; i < nodes; i++) {
            if (random.nextBoolean()) {
                net.link(0, i, GOOD);
            }
        }
        return net;
    }

    NodeId id(int node) {
        return ids.get(node);
    }

    int number(NodeId id) {
        return ids.indexOf(id);
    }

    RelayControl control(int node) {
        return controls.get(node);
    }

    RelayRoute route(int node) {
        return controls.get(node).route();
    }

    List<RelayRoute> routes() {
        return controls.stream().map(RelayControl::route).toList();
    }

    void nobodyLeads() {
        leader = null;
    }

    void link(int one, int other, LinkCost cost) {
        links.put(key(one, other), cost);
    }

    /** That node's own radio is so weak from now on. */
    void radio(int node, int signalDb) {
        radios.set(node, signalDb);
    }

    void cut(int one, int other) {
        links.remove(key(one, other));
        controls.get(one).lost(ids.get(other));
        controls.get(other).lost(ids.get(one));
    }

    private static List<Integer> key(int one, int other) {
        return List.of(Math.min(one, other), Math.max(one, other));
    }

    void kill(int node) {
        dead.add(node);
        for (int i = 0; i < ids.size(); i++) {
            if (i != node) {
                cut(i, node);
            }
        }
    }

    /** Its links stand, and nothing comes over them any more. */
    void silence(int node) {
        silent.add(node);
    }

    void turn() {
        nowNs += TURN_NS;
        for (int i = 0; i < controls.size(); i++) {
            if (!dead.contains(i)) {
                controls.get(i).doWork(nowNs);
            }
        }
    }

    void run(int seconds) {
        for (long end = nowNs + seconds * 1_000_000_000L; nowNs < end; ) {
            turn();
        }
    }

    /** What is wrong with the ways: not both ends agree, or a node with a way to the leader does not end at it. */
    List<String> faults() {
        var faults = new ArrayList<String>();
        var reached = reachable();
        for (int i = 0; i < ids.size(); i++) {
            var up = route(i).upstream();
            if (up.isPresent() && !route(number(up.get())).children().contains(ids.get(i))) {
                faults.add(i + " takes from " + number(up.get()) + ", which does not know");
            }
            if (i > 0 && reached.contains(i) && !endsAtLeader(i)) {
                faults.add(i + " has no way: " + route(i));
            }
        }
        return faults;
    }

    private Set<Integer> reachable() {
        var seen = new HashSet<>(List.of(0));
        for (int hop = 0; hop < RelayChoice.MAX_HOPS; hop++) {
            var border = new HashSet<>(seen);
            for (var link : links.keySet()) {
                if (border.contains(link.get(0)) || border.contains(link.get(1))) {
                    seen.addAll(link);
                }
            }
        }
        return seen;
    }

    private boolean endsAtLeader(int node) {
        int at = node;
        for (int hop = 0; hop <= RelayChoice.MAX_HOPS; hop++) {
            if (at == 0) {
                return true;
            }
            var up = route(at).upstream();
            if (up.isEmpty()) {
                return false;
            }
            at = number(up.get());
        }
        return false;
    }

    private final class Port implements RelayControl.Port {
        private final int self;

        Port(int self) {
            this.self = self;
        }

        @Override
        public Map<NodeId, LinkCost> links() {
            var mine = new TreeMap<NodeId, LinkCost>();
            for (int i = 0; i < ids.size(); i++) {
                var cost = links.get(key(self, i));
                if (i != self && cost != null) {
                    mine.put(ids.get(i), cost);
                }
            }
            return mine;
        }

        @Override
        public Optional<NodeId> leader() {
            return Optional.ofNullable(leader);
        }

        @Override
        public void send(NodeId to, RelayReport report) {
            if (!silent.contains(self) && !dead.contains(number(to))) {
                controls.get(number(to)).received(ids.get(self), report, nowNs);
            }
        }

        @Override
        public void routed(RelayRoute route) {}
    }
}
