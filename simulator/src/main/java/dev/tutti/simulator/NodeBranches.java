package dev.tutti.simulator;

import dev.tutti.cluster.replication.BranchHolder;
import dev.tutti.cluster.replication.BranchImporter;
import dev.tutti.cluster.replication.BranchPort;
import dev.tutti.cluster.replication.ReplicationTimes;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.CommandCodec;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.SessionWriter;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The production classes of branches on one machine, from a start until it goes down. */
final class NodeBranches {
    private static final CommandCodec TEXT = new CommandCodec();

    private final ReplicationNode node;
    private final ReplicationWorld world;
    private final SimulatedEventStore store;
    private final Set<ReplicationNode> linked = new HashSet<>();
    private final BranchHolder holder;
    private final @Nullable BranchImporter importer;
    private boolean gone;

    /** @param beforeSync the moment to lose power in */
    NodeBranches(ReplicationNode node, ReplicationWorld world, SimulatedEventStore store, Runnable beforeSync) {
        this.node = node;
        this.world = world;
        this.store = store;
        var limits =
                new BranchHolder.Limits(ReplicationTimes.DEFAULT, world.bug().islandRules());
        var port = new Port();
        var branches = new SimulatedBranchStore(node.branchDisk, beforeSync);
        NodeId writer = world.hub().id;
        holder = new BranchHolder(
                new BranchHolder.Setup(node.id, port, branches, TEXT, limits),
                writer,
                world.time().nowNs());
        importer = writer.equals(node.id)
                ? new BranchImporter(port, TEXT, limits, world.time().nowNs())
                : null;
    }

    Optional<Pen.Branch> branch() {
        return holder.branch();
    }

    boolean isEmpty() {
        return holder.isEmpty();
    }

    /** A session that begins here shows what was provisional before. */
    void showIn(SessionWriter session) {
        List<BranchedCommand> commands = holder.commands();
        if (!commands.isEmpty()) {
            session.provisional(commands);
        }
    }

    void up(ReplicationNode peer) {
        linked.add(peer);
        holder.up(peer.id);
    }

    void down(ReplicationNode peer) {
        linked.remove(peer);
        holder.down(peer.id, world.time().nowNs());
        if (importer != null) {
            importer.down(peer.id);
        }
    }

    void crash() {
        gone = true;
    }

    /** Who reaches nobody before it leads: in the island's order. */
    private boolean leads() {
        return linked.stream().noneMatch(peer -> peer.index < node.index);
    }

    void doWork() {
        holder.doWork(world.time().nowNs(), store.end(), leads());
        if (importer != null) {
            importer.doWork(world.time().nowNs());
        }
    }

    void received(NodeId from, BranchMessage message) {
        long now = world.time().nowNs();
        switch (message) {
            case BranchMessage.Offer offer when importer != null -> importer.received(from, offer, now);
            case BranchMessage.Copy copy when importer != null -> importer.received(from, copy, now);
            case BranchMessage.Copy copy -> holder.received(from, copy);
            case BranchMessage.Ack ack -> holder.received(from, ack, now);
            case BranchMessage.Pull pull -> holder.received(from, pull);
            case BranchMessage.Merged merged -> holder.received(from, merged);
            case BranchMessage.Offer _ -> {}
        }
    }

    private final class Port implements BranchPort {
        @Override
        public void send(NodeId to, Message message) {
            node.send(to, message);
        }

        @Override
        public boolean isInLog(EventId id) {
            return store.find(id).isPresent();
        }

        @Override
        public void show(List<BranchedCommand> commands) {
            SessionWriter session = node.session();
            if (session != null) {
                session.provisional(commands);
            }
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // completes with values, never with exceptions
        public void decideAgain(List<BranchedCommand> commands, Set<Epoch> own) {
            SessionWriter session = node.session();
            if (session == null) {
                imported(false);
                return;
            }
            world.time().trace(commands.size());
            session.importBranch(commands, own).thenAccept(this::imported);
        }

        private void imported(boolean committed) {
            world.time().after(0, () -> {
                if (!gone && importer != null) {
                    importer.imported(committed, store.end(), world.time().nowNs());
                }
            });
        }
    }
}
