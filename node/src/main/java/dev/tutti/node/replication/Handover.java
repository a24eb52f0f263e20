package dev.tutti.node.replication;

import dev.tutti.cluster.replication.LogWriter;
import dev.tutti.foundation.NodeId;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pen on its way to another node: laid down here until that has everything. One thread only. */
final class Handover {
    static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(5);

    private final LogStore store;
    private @Nullable Open open;

    /** Who gets it, with everything up to there; done says whether he has. */
    private record Open(NodeId to, LogEnd end, long untilNs, CompletableFuture<Boolean> done) {}

    Handover(LogStore store) {
        this.store = store;
    }

    /** Whether this node takes no events, because another one is to take them. */
    boolean isLaidDown() {
        return open != null;
    }

    /** Takes no more events here; done becomes false at once when the pen is under way already. */
    void layDown(NodeId to, long nowNs, CompletableFuture<Boolean> done) {
        if (open != null) {
            done.complete(false);
            return;
        }
        try {
            store.seal(true);
            open = new Open(to, store.end(), nowNs + PATIENCE_NS, done);
        } catch (StoreException e) {
            done.complete(false);
        }
    }

    /** Whether it is given up: the other one has not everything in time. Then this node takes events again. */
    boolean isOverdue(@Nullable LogWriter writer, long nowNs) {
        Open waiting = open;
        if (waiting == null) {
            return false;
        }
        if (waiting.done().isDone()) {
            // Who asked has gone: nobody will hand it over.
            return !waiting.done().join() && takeUp();
        }
        if (writer != null && writer.synced(waiting.to()) >= waiting.end().index()) {
            waiting.done().complete(true);
            return false;
        }
        return nowNs > waiting.untilNs() && takeUp();
    }

    /** This node takes events again, when it had laid the pen down. */
    boolean takeUp() {
        Open waiting = open;
        if (waiting == null) {
            return false;
        }
        open = null;
        store.seal(false);
        waiting.done().complete(false);
        return true;
    }

    /** Another node is the hub now. */
    void gone() {
        Open waiting = open;
        open = null;
        if (waiting != null) {
            waiting.done().complete(false);
        }
    }
}
