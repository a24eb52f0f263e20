package dev.tutti.node.replication;

import dev.tutti.cluster.replication.BranchHolder;
import dev.tutti.cluster.replication.BranchImporter;
import dev.tutti.cluster.replication.BranchPort;
import dev.tutti.foundation.Epoch;
import dev.tutti.foundation.EventId;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.SqliteEventStore;
import dev.tutti.session.BranchedCommand;
import dev.tutti.session.core.CommandText;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.Pen;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.StoreException;
import dev.tutti.wire.BranchMessage;
import dev.tutti.wire.Message;
import dev.tutti.wire.SessionTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node's islands decide, and at the hub what comes home from all; the thread "replication" only, but for
 * {@link #branch} and {@link #isEmpty}.
 */
final class NodeBranches {
    private static final Logger log = LoggerFactory.getLogger(NodeBranches.class);

    private final Setup setup;
    private final BranchHolder holder;
    private @Nullable BranchImporter importer;

    /** What it stands on. */
    record Setup(Place place, CommandText text, NanoClock clock, Sessions sessions, NodeBranchStore store) {
        NodeId self() {
            return place.others().self();
        }

        LogEnd end() {
            return place.log().end();
        }
    }

    /**
     * What is around it.
     *
     * @param log this node's own
     */
    record Place(OtherNodes others, LogThread thread, SqliteEventStore log) {}

    /** Throws {@link StoreException} when what is kept cannot be read. */
    NodeBranches(Setup setup, NodeId writer) {
        this.setup = setup;
        holder = new BranchHolder(
                new BranchHolder.Setup(
                        setup.self(), new Port(), setup.store(), setup.text(), BranchHolder.Limits.DEFAULT),
                writer,
                setup.clock().nanoTime());
        writes(writer.equals(setup.self()));
        List<BranchedCommand> kept = holder.commands();
        if (!kept.isEmpty()) {
            log.info("{} changes of the time without the hub wait here for it", kept.size());
            setup.sessions().provisional(kept);
        }
    }

    /** Any thread. */
    Optional<Pen.Branch> branch() {
        return holder.branch();
    }

    /** Whether nothing waits to come home, as far as this node knows; any thread. */
    boolean isEmpty() {
        return holder.isEmpty();
    }

    /** Another node writes the log from now on, or this one. */
    void writerIs(NodeId node) {
        holder.writerIs(node, setup.clock().nanoTime());
        writes(node.equals(setup.self()));
    }

    private void writes(boolean here) {
        if (!here) {
            importer = null;
        } else if (importer == null) {
            importer = new BranchImporter(
                    new Port(),
                    setup.text(),
                    BranchHolder.Limits.DEFAULT,
                    setup.clock().nanoTime());
        }
    }

    void up(NodeId peer) {
        holder.up(peer);
    }

    void down(NodeId peer) {
        holder.down(peer, setup.clock().nanoTime());
        Optional.ofNullable(importer).ifPresent(one -> one.down(peer));
    }

    /** @param leads whether this node leads those that it reaches */
    void doWork(boolean leads) {
        long now = setup.clock().nanoTime();
        boolean before = holder.branch().isPresent();
        holder.doWork(now, setup.end(), leads);
        boolean after = holder.branch().isPresent();
        if (before != after) {
            log.info(
                    after
                            ? "The hub cannot be reached: this node decides for those that it reaches, provisionally"
                            : "This node does not decide any more: the hub is back, or another one leads");
        }
        Optional.ofNullable(importer).ifPresent(one -> one.doWork(now));
    }

    void received(NodeId from, BranchMessage message) {
        long now = setup.clock().nanoTime();
        BranchImporter importing = importer;
        switch (message) {
            case BranchMessage.Offer offer when importing != null -> importing.received(from, offer, now);
            case BranchMessage.Copy copy when importing != null -> importing.received(from, copy, now);
            case BranchMessage.Copy copy -> holder.received(from, copy);
            case BranchMessage.Ack ack -> holder.received(from, ack, now);
            case BranchMessage.Pull pull -> holder.received(from, pull);
            case BranchMessage.Merged merged -> holder.received(from, merged);
            case BranchMessage.Offer _ -> log.debug("an offer to a node that is not the hub");
        }
    }

    private void imported(int commands, boolean committed) {
        if (committed) {
            log.info("{} changes that an island had decided are in the log, or set aside", commands);
        }
        Optional.ofNullable(importer)
                .ifPresent(one ->
                        one.imported(committed, setup.end(), setup.clock().nanoTime()));
    }

    /** What the state machines need of this node. */
    private final class Port implements BranchPort {
        @Override
        public void send(NodeId to, Message message) {
            if (to.equals(setup.self()) && message instanceof BranchMessage own) {
                setup.place().thread().post(() -> received(to, own));
            } else {
                setup.place().others().post().send(to, SessionTag.NONE, message);
            }
        }

        @Override
        public boolean isInLog(EventId id) {
            return setup.place().log().find(id).isPresent();
        }

        @Override
        public void show(List<BranchedCommand> commands) {
            setup.sessions().provisional(commands);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // completes with values, never with exceptions
        public void decideAgain(List<BranchedCommand> commands, Set<Epoch> own) {
            begun(commands, own)
                    .thenAccept(committed -> setup.place().thread().post(() -> imported(commands.size(), committed)));
        }

        private CompletableFuture<Boolean> begun(List<BranchedCommand> commands, Set<Epoch> own) {
            try {
                return setup.sessions().importBranch(commands, own);
            } catch (StoreException e) {
                log.error("What an island decided cannot be imported yet", e);
                return CompletableFuture.completedFuture(false);
            }
        }
    }
}
