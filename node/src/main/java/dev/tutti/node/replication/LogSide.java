package dev.tutti.node.replication;

import dev.tutti.cluster.replication.LogLearner;
import dev.tutti.cluster.replication.LogWriter;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.SqliteEventStore;
import dev.tutti.session.core.LogEnd;
import dev.tutti.wire.LinkMessage;
import dev.tutti.wire.LogMessage;
import dev.tutti.wire.Message;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On which side of the log's copying this node is: it writes, or copies, or neither yet; the thread "replication" only. */
final class LogSide {
    private static final Logger log = LoggerFactory.getLogger(NodeLog.class);
    /** A copy says so often to the other copies how far it is, as it does to the writer. */
    private static final long SAY_NS = TimeUnit.SECONDS.toNanos(1);

    private final SqliteEventStore store;
    private final NanoClock clock;
    private final LogPlaces places;
    private @Nullable LogWriter writer;
    private @Nullable LogLearner learner;
    private long saidAtNs;

    LogSide(SqliteEventStore store, NanoClock clock, LogPlaces places) {
        this.store = store;
        this.clock = clock;
        this.places = places;
    }

    @Nullable LogWriter writer() {
        return writer;
    }

    Optional<LogLearner> learner() {
        return Optional.ofNullable(learner);
    }

    void none() {
        writer = null;
        learner = null;
        places.begin();
    }

    void writes(LogWriter writing) {
        writer = writing;
    }

    void copies(LogLearner copying) {
        learner = copying;
    }

    void committed(LogEnd end) {
        if (writer != null) {
            writer.committed(end, clock.nanoTime());
        }
    }

    /** True when this node writes and somebody copies. */
    boolean received(NodeId from, LogMessage message) {
        long now = clock.nanoTime();
        switch (message) {
            case LogMessage.Ack ack -> {
                places.said(from, ack.synced().index());
                if (writer != null) {
                    writer.committed(store.end(), now);
                    writer.received(from, ack, now);
                    if (writer.synced(from) < 0) {
                        places.diverged(from);
                    }
                    return true;
                }
            }
            case LogMessage.Append append -> {
                if (learner != null) {
                    learner.received(from, append, now);
                    places.copying(learner);
                }
            }
            case LogMessage.Snapshot _ -> log.debug("nobody asked for a snapshot");
        }
        return false;
    }

    void received(NodeId from, LinkMessage.Nack nack) {
        if (writer != null) {
            writer.received(from, nack);
        }
        if (learner != null) {
            learner.received(from, nack);
            places.copying(learner);
        }
    }

    void down(NodeId peer) {
        places.gone(peer);
        if (writer != null) {
            writer.down(peer);
        }
        if (learner != null) {
            learner.down(peer);
        }
    }

    void await(long index, IntConsumer told) {
        if (writer == null) {
            told.accept(1);
        } else {
            writer.await(index, clock.nanoTime(), told);
        }
    }

    long nextWorkNs() {
        return writer == null ? Long.MAX_VALUE : writer.nextWorkNs();
    }

    /**
     * @param linked the other nodes
     * @param hub which of them hears by itself how far this one is
     */
    void doWork(Set<NodeId> linked, @Nullable NodeId hub, BiConsumer<NodeId, Message> ways) {
        long now = clock.nanoTime();
        if (writer != null) {
            writer.doWork(now);
        }
        if (learner == null) {
            return;
        }
        learner.doWork(now);
        places.copying(learner);
        if (now - saidAtNs >= SAY_NS && !learner.isFenced()) {
            saidAtNs = now;
            var place = learner.place();
            linked.stream().filter(peer -> !peer.equals(hub)).forEach(peer -> ways.accept(peer, place));
        }
    }
}
