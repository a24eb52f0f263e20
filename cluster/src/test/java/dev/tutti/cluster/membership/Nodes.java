package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A few elections on one clock, with links that carry everything at once, or nothing. */
final class Nodes {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Map<Long, Node> nodes = new LinkedHashMap<>();
    private final ArrayDeque<Runnable> underWay = new ArrayDeque<>();
    private final Set<String> cut = new HashSet<>();
    private final ElectionTimes times;
    private long nowNs = TimeUnit.HOURS.toNanos(1);

    Nodes() {
        this(ElectionTimes.FAST);
    }

    private Nodes(ElectionTimes times) {
        this.times = times;
    }

    /** One of them; number 1 has the best rank. */
    final class Node implements ElectionPort, LeadershipListener {
        final Rank rank;
        final long tag;
        final Election election;
        final List<Transition> steps = new ArrayList<>();
        boolean diskAnswers = true;
        boolean diskFails;
        boolean hasClients = true;
        boolean floorIsIdle = true;
        boolean stopped;
        /** It has no turns, and what comes waits for it. */
        boolean paused;

        private final ArrayDeque<Runnable> mail = new ArrayDeque<>();
        int persists;
        int gaps;
        Epoch acknowledged = Epoch.NONE;

        private Node(int number, long durableTerm, Set<Long> peers) {
            rank = rank(number);
            tag = rank.nodeId().tag();
            var setup = new Election.Setup(1, durableTerm, rank, peers, times, ElectionRules.SAFE);
            election = new Election(setup, this, this, nowNs);
        }

        private void read() {
            while (!paused && !mail.isEmpty()) {
                mail.remove().run();
            }
        }

        LeaderState state() {
            return election.state();
        }

        @Override
        public void send(long peerTag, ElectionMessage message) {
            underWay.add(() -> {
                Node peer = nodes.get(peerTag);
                boolean passes = peer != null && !cut.contains(tag + ">" + peerTag);
                if (peer != null && passes && !peer.stopped && !stopped) {
                    peer.mail.add(() -> peer.election.received(tag, message, nowNs, wallMs()));
                    peer.read();
                }
            });
        }

        @Override
        public void persist(long term) {
            persists++;
            if (diskFails) {
                underWay.add(() -> election.persistFailed(nowNs, wallMs()));
            } else if (diskAnswers) {
                underWay.add(() -> election.persisted(term, nowNs, wallMs()));
            }
        }

        @Override
        public boolean hasClients() {
            return hasClients;
        }

        @Override
        public boolean floorIsIdle() {
            return floorIsIdle;
        }

        @Override
        public void adopted(Epoch epoch) {}

        @Override
        public void durable(Epoch epoch) {
            acknowledged = epoch;
        }

        @Override
        public void leading(Epoch epoch) {}

        @Override
        public void handingOver(boolean now) {}

        @Override
        public void stoppedLeading() {}

        @Override
        public void timeJumped() {
            gaps++;
        }

        @Override
        public void moved(Transition transition) {
            steps.add(transition);
        }
    }

    /** That many, all knowing each other. */
    static Nodes of(int count) {
        return of(count, ElectionTimes.FAST);
    }

    static Nodes of(int count, ElectionTimes times) {
        var made = new Nodes(times);
        for (int n = 1; n <= count; n++) {
            var peers = new HashSet<Long>();
            for (int other = 1; other <= count; other++) {
                if (other != n) {
                    peers.add(rank(other).nodeId().tag());
                }
            }
            made.add(n, 0, peers);
        }
        return made;
    }

    Node add(int number, long durableTerm, Set<Long> peers) {
        var node = new Node(number, durableTerm, peers);
        nodes.put(node.tag, node);
        return node;
    }

    static Rank rank(int number) {
        byte[] id = new byte[NodeId.BYTES];
        id[0] = (byte) number;
        return new Rank(false, Rank.HUB, 1, 1_000 + number, NodeId.of(id));
    }

    /** From 1. */
    Node node(int number) {
        return nodes.values().stream().toList().get(number - 1);
    }

    void cutBoth(Node one, Node other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    void cutOneWay(Node from, Node to) {
        cut.add(from.tag + ">" + to.tag);
    }

    void mendAll() {
        cut.clear();
    }

    void pass(long ms) {
        for (long left = TimeUnit.MILLISECONDS.toNanos(ms); left > 0; left -= TICK_NS) {
            nowNs += TICK_NS;
            for (Node node : nodes.values()) {
                if (!node.stopped && !node.paused) {
                    node.election.doWork(nowNs, wallMs());
                    node.read();
                }
                deliver();
            }
        }
    }

    /** Only that node has no turns for so long. */
    void pause(Node node, long ms) {
        node.paused = true;
        pass(ms);
        node.paused = false;
    }

    /** Time that nobody had a turn in. */
    void jump(long ms) {
        nowNs += TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void deliver() {
        while (!underWay.isEmpty()) {
            underWay.remove().run();
        }
    }

    long nowNs() {
        return nowNs;
    }

    long wallMs() {
        return 1_800_000_000_000L + TimeUnit.NANOSECONDS.toMillis(nowNs);
    }

    List<Node> leaders() {
        return nodes.values().stream()
                .filter(node -> !node.stopped && node.election.leads())
                .toList();
    }
}
