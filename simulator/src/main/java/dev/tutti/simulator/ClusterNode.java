package dev.tutti.simulator;

import dev.tutti.cluster.floor.ClusterFloor;
import dev.tutti.cluster.membership.Election;
import dev.tutti.cluster.membership.ElectionCodec;
import dev.tutti.cluster.membership.ElectionMessage;
import dev.tutti.cluster.membership.ElectionPort;
import dev.tutti.cluster.membership.LeadershipListener;
import dev.tutti.cluster.membership.Transition;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.Octets;
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
    private static final int RELAY_HOPS = 4;

    final int index;
    final NodeId id;
    final long tag;
    final NodeClock clock;
    final NodeDisk disk;
    private final ClusterWorld world;
    private final SplittableRandom random;
    private final WireCodec codec = new WireCodec();
    private final ByteBuffer buffer = ByteBuffer.allocate(32_768);
    private final ArrayDeque<Runnable> mail = new ArrayDeque<>();
    private final ElectionPort port = new Port();
    private final NodeFloor floor;
    private Rank rank;
    private @Nullable Election election;
    private int life;
    private long boot;
    private long seq;
    private int pauses;
    /** Stood still, and has not had a turn since. */
    private boolean stoodStill;

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
        floor = new NodeFloor(this, world);
    }

    /** Null while it is down. */
    @Nullable Election election() {
        return election;
    }

    NodeFloor floor() {
        return floor;
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

    boolean isHandingOver() {
        Election running = election;
        return running != null && running.state() == LeaderState.HANDING_OVER;
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
        ClusterFloor booted = floor.boot();
        election = new Election(
                new Election.Setup(
                        boot,
                        disk.durableTerm(),
                        rank,
                        peers,
                        world.options().times(),
                        world.options().bug().rules()),
                port,
                new Listener(booted),
                clock.monotonicNs());
        world.checker().started(this);
        int mine = life;
        world.time().after(random.nextLong(TICK_NS), () -> tick(mine));
    }

    void crash() {
        world.floorChecker().died(this);
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
        stoodStill = true;
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
            stoodStill = true;
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
            stoodStill = false;
            running.doWork(clock.monotonicNs(), clock.wallMs());
            floor.doWork(running);
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
        stoodStill = false;
        turn.of(running);
    }

    void receive(ClusterNode from, byte[] bytes) {
        Election running = election;
        if (pauses > 0
                && running != null
                && world.options().bug() == PlantedElectionBug.HEARTBEATS_FROM_THEIR_OWN_THREAD) {
            answerAlone(from, bytes, running);
        }
        act(one -> handle(one, from, bytes));
    }

    private void handle(Election running, ClusterNode from, byte[] bytes) {
        Received.Accepted accepted = decode(bytes);
        if (accepted == null) {
            return;
        }
        ElectionMessage message = ElectionCodec.fromWire(accepted.envelope(), accepted.message());
        if (message != null) {
            running.received(from.tag, message, clock.monotonicNs(), clock.wallMs());
        } else if (accepted.message() instanceof LinkMessage.Relay relay
                && relay.to().value() != tag) {
            passOn(running, relay);
        } else if (accepted.message() instanceof LinkMessage.Relay relay) {
            handle(running, from, relay.message().toArray());
        } else {
            lookAtClocks();
            floor.received(accepted.envelope().source().value(), accepted.message());
        }
    }

    private void passOn(Election running, LinkMessage.Relay relay) {
        ClusterNode next = world.node(running.nextHop(relay.to().value()));
        if (relay.hops() > 0 && next != null && next != this) {
            sendBytes(
                    next,
                    bytes(new LinkMessage.Relay(relay.to(), relay.hops() - 1, relay.message()), new NodeTag(tag)));
        }
    }

    /** The first thing in every turn: a gate that slept must not open. */
    void lookAtClocks() {
        stoodStill = false;
        Election running = election;
        if (running != null) {
            running.lookAtClocks(clock.monotonicNs(), clock.wallMs());
        }
    }

    boolean mustLookAtClocks() {
        return stoodStill;
    }

    /** To that node, through others where there is no direct link. */
    void sendFloor(long toTag, Message message) {
        Election running = election;
        ClusterNode next = running == null ? null : world.node(running.nextHop(toTag));
        if (next == null || next == this) {
            return;
        }
        byte[] direct = bytes(message, new NodeTag(tag));
        if (next.tag == toTag) {
            sendBytes(next, direct);
        } else {
            var relay = new LinkMessage.Relay(new NodeTag(toTag), RELAY_HOPS, Octets.of(direct));
            sendBytes(next, bytes(relay, new NodeTag(tag)));
        }
    }

    private Received.@Nullable Accepted decode(byte[] bytes) {
        if (codec.decode(ByteBuffer.wrap(bytes)) instanceof Received.Accepted accepted) {
            return accepted;
        }
        world.checker().violation("wire: a message that was sent is not accepted");
        return null;
    }

    private void send(ClusterNode to, ElectionMessage message) {
        if (!message.equals(encoded)) {
            encoded = message;
            encodedBytes = bytes(ElectionCodec.toWire(message), ElectionCodec.source(message));
        }
        sendBytes(to, encodedBytes);
    }

    private byte[] bytes(Message message, NodeTag source) {
        buffer.clear();
        codec.encode(new Envelope(SessionTag.NONE, source, ++seq, clock.monotonicNs() / 1_000), message, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private void sendBytes(ClusterNode to, byte[] bytes) {
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
        Received.Accepted accepted = decode(bytes);
        if (accepted != null
                && ElectionCodec.fromWire(accepted.envelope(), accepted.message())
                        instanceof ElectionMessage.Probe probe) {
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
            ClusterFloor running = floor.floor();
            return running == null || running.isIdle();
        }
    }

    /** The production floor, and then the checkers, hear of leadership. */
    private final class Listener implements LeadershipListener {
        private final ClusterFloor told;

        Listener(ClusterFloor told) {
            this.told = told;
        }

        @Override
        public void adopted(Epoch epoch) {
            told.adopted(epoch);
            world.checker().adopted(ClusterNode.this, epoch);
        }

        @Override
        public void durable(Epoch epoch) {
            world.checker().acknowledged(ClusterNode.this, epoch);
            told.durable(epoch);
        }

        @Override
        public void leading(Epoch epoch) {
            told.leading(epoch);
            world.leads(ClusterNode.this);
        }

        @Override
        public void handingOver(boolean now) {
            told.handingOver(now);
        }

        @Override
        public void stoppedLeading() {
            told.stoppedLeading();
        }

        @Override
        public void timeJumped() {
            told.timeJumped();
        }

        @Override
        public void moved(Transition transition) {
            world.moved(ClusterNode.this, transition);
        }
    }
}
