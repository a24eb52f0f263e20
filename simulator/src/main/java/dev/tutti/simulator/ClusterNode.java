package dev.tutti.simulator;

import dev.tutti.cluster.membership.Election;
import dev.tutti.cluster.membership.ElectionCodec;
import dev.tutti.cluster.membership.ElectionMessage;
import dev.tutti.cluster.membership.ElectionPort;
import dev.tutti.cluster.membership.LeadershipListener;
import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.Rank;
import dev.tutti.wire.Received;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A machine with the production election on it: it crashes, starts, is paused and suspended, with its clock and disk. */
final class ClusterNode {
    private static final long TICK_NS = VirtualTime.ms(20);
    private static final int MAX_MAIL = 400;

    final int index;
    final NodeId id;
    final long tag;
    final NodeClock clock;
    final NodeDisk disk;
    private final ClusterWorld world;
    private final SplittableRandom random;
    private final WireCodec codec = new WireCodec();
    private final ByteBuffer buffer = ByteBuffer.allocate(4_096);
    private final ArrayDeque<Runnable> mail = new ArrayDeque<>();
    private final ElectionPort port = new Port();
    private Rank rank;
    private @Nullable Election election;
    private int life;
    private long boot;
    private long seq;
    private int pauses;
    private boolean diskFailed;
    private @Nullable ElectionMessage encoded;
    private byte[] encodedBytes = new byte[0];
    private ElectionMessage.@Nullable Heartbeat lastBeat;

    ClusterNode(int index, ClusterWorld world, Rank rank, NodeClock clock, SplittableRandom random) {
        this.index = index;
        this.world = world;
        this.rank = rank;
        this.clock = clock;
        this.random = random;
        id = rank.nodeId();
        tag = id.tag();
        disk = new NodeDisk(world.time(), random.split());
    }

    /** Null while it is down. */
    @Nullable Election election() {
        return election;
    }

    Rank rank() {
        return rank;
    }

    long boot() {
        return boot;
    }

    boolean isDown() {
        return election == null;
    }

    boolean hasFailedDisk() {
        return diskFailed;
    }

    /** Takes turns now. */
    boolean isRunning() {
        return election != null && pauses == 0 && !clock.isAsleep();
    }

    // Faults

    void start() {
        if (election != null) {
            return;
        }
        life++;
        boot = disk.boot();
        diskFailed = false;
        long startedAtMs = boot == 1 ? rank.startedAtMs() : clock.wallMs();
        rank = new Rank(rank.writer(), rank.nodeClass(), rank.capability(), startedAtMs, id);
        Set<Long> peers = world.tagsBut(this);
        election = new Election(
                new Election.Setup(
                        boot,
                        disk.durableTerm(),
                        rank,
                        peers,
                        world.options().times(),
                        world.options().bug().rules()),
                port,
                new Listener(),
                clock.monotonicNs());
        world.checker().started(this);
        int mine = life;
        world.time().after(random.nextLong(TICK_NS), () -> tick(mine));
    }

    void crash() {
        election = null;
        life++;
        pauses = 0;
        mail.clear();
        disk.crash();
        if (clock.isAsleep()) {
            clock.wake();
        }
    }

    void restart() {
        crash();
        start();
    }

    /** Stands still while the machine goes on: its mail waits in its sockets. */
    void pause() {
        pauses++;
        if (world.options().bug() == PlantedElectionBug.HEARTBEATS_FROM_THEIR_OWN_THREAD) {
            beatAlone(life);
        }
    }

    void resume() {
        if (pauses > 0 && --pauses == 0) {
            while (!mail.isEmpty() && isRunning()) {
                mail.remove().run();
            }
        }
    }

    void suspend() {
        if (!clock.isAsleep()) {
            clock.sleep();
        }
    }

    void wake() {
        if (clock.isAsleep()) {
            clock.wake();
        }
    }

    /** A peer's connection to this node's process broke, and a new one was refused, or the other way round. */
    void peerGone(ClusterNode peer) {
        act(running -> running.gone(peer.tag, clock.monotonicNs(), clock.wallMs()));
    }

    // Turns

    private void tick(int ofLife) {
        Election running = election;
        if (ofLife != life || running == null) {
            return;
        }
        if (isRunning()) {
            running.doWork(clock.monotonicNs(), clock.wallMs());
        }
        long lateNs = random.nextInt(50) == 0 ? VirtualTime.ms(random.nextInt(74)) : 0;
        world.time().after(TICK_NS + lateNs, () -> tick(ofLife));
    }

    private interface Turn {
        void of(Election running);
    }

    private void act(Turn turn) {
        Election running = election;
        if (running == null || clock.isAsleep()) {
            return;
        }
        if (pauses > 0) {
            if (mail.size() < MAX_MAIL) {
                mail.add(() -> act(turn));
            }
            return;
        }
        turn.of(running);
    }

    void receive(ClusterNode from, byte[] bytes) {
        Election running = election;
        if (pauses > 0
                && running != null
                && world.options().bug() == PlantedElectionBug.HEARTBEATS_FROM_THEIR_OWN_THREAD) {
            answerAlone(from, bytes, running);
        }
        act(one -> {
            ElectionMessage message = decode(bytes);
            if (message != null) {
                one.received(from.tag, message, clock.monotonicNs(), clock.wallMs());
            }
        });
    }

    private @Nullable ElectionMessage decode(byte[] bytes) {
        if (codec.decode(ByteBuffer.wrap(bytes)) instanceof Received.Accepted accepted) {
            return ElectionCodec.fromWire(accepted.envelope(), accepted.message());
        }
        world.checker().violation("wire: a message that was sent is not accepted");
        return null;
    }

    private void send(ClusterNode to, ElectionMessage message) {
        if (!message.equals(encoded)) {
            encoded = message;
            buffer.clear();
            var envelope =
                    new Envelope(SessionTag.NONE, ElectionCodec.source(message), ++seq, clock.monotonicNs() / 1_000);
            codec.encode(envelope, ElectionCodec.toWire(message), buffer);
            encodedBytes = Arrays.copyOf(buffer.array(), buffer.position());
        }
        byte[] bytes = encodedBytes;
        world.lan().send(index, to.index, () -> to.receive(this, bytes));
    }

    // The bug of a loop that is stuck while another thread says that all is well.

    private void beatAlone(int ofLife) {
        ElectionMessage.Heartbeat last = lastBeat;
        if (last == null || pauses == 0 || ofLife != life) {
            return;
        }
        var beat = new ElectionMessage.Heartbeat(
                last.origin(), last.bootId(), last.number() + 1, last.epoch(), last.state(), last.rank(), last.heard());
        lastBeat = beat;
        world.nodes().stream().filter(peer -> peer != this).forEach(peer -> send(peer, beat));
        world.time().after(world.options().times().heartbeatNs(), () -> beatAlone(ofLife));
    }

    private void answerAlone(ClusterNode from, byte[] bytes, Election running) {
        if (decode(bytes) instanceof ElectionMessage.Probe probe) {
            send(
                    from,
                    new ElectionMessage.ProbeReply(
                            probe.origin(), tag, probe.nonce(), 4, running.epoch(), running.state()));
        }
    }

    private final class Port implements ElectionPort {
        @Override
        public void send(long peerTag, ElectionMessage message) {
            ClusterNode peer = world.node(peerTag);
            if (message.origin() == tag) {
                if (message instanceof ElectionMessage.Heartbeat beat) {
                    lastBeat = beat;
                    world.checker().said(ClusterNode.this, beat);
                }
                if (message instanceof ElectionMessage.RoleAnnounce announce) {
                    world.checker().led(ClusterNode.this, announce.epoch());
                }
            }
            if (peer != null) {
                ClusterNode.this.send(peer, message);
            }
        }

        @Override
        public void persist(long term) {
            int mine = life;
            disk.persist(
                    term,
                    () -> act(running -> {
                        if (mine == life) {
                            running.persisted(term, clock.monotonicNs(), clock.wallMs());
                        }
                    }),
                    () -> act(running -> {
                        if (mine == life) {
                            diskFailed = true;
                            world.operatorLooksAfter(ClusterNode.this);
                            running.persistFailed(clock.monotonicNs(), clock.wallMs());
                        }
                    }));
        }

        @Override
        public boolean hasClients() {
            return world.hasClients(ClusterNode.this);
        }

        @Override
        public boolean floorIsIdle() {
            return true;
        }
    }

    private final class Listener implements LeadershipListener {
        @Override
        public void adopted(Epoch epoch) {
            world.checker().adopted(ClusterNode.this, epoch);
        }

        @Override
        public void durable(Epoch epoch) {
            world.checker().acknowledged(ClusterNode.this, epoch);
        }

        @Override
        public void leading(Epoch epoch) {
            world.leads(ClusterNode.this);
        }

        @Override
        public void handingOver(boolean now) {}

        @Override
        public void stoppedLeading() {}

        @Override
        public void timeJumped() {}

        @Override
        public void moved(Transition transition) {
            world.moved(ClusterNode.this, transition);
        }
    }
}
