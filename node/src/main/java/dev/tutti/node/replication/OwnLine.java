package dev.tutti.node.replication;

import dev.tutti.foundation.NodeId;
import dev.tutti.journal.SqliteEventStore;
import dev.tutti.session.core.FactStore;
import dev.tutti.session.core.LogStore;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of which cluster's log this node's journal is, and under whom; the thread "replication" only. */
final class OwnLine {
    private static final Logger log = LoggerFactory.getLogger(OwnLine.class);
    private static final String CLUSTER = "log/cluster";
    private static final String HUB = "log/hub";

    private final SqliteEventStore store;
    private final FactStore facts;
    private final OtherNodes others;

    OwnLine(SqliteEventStore store, FactStore facts, OtherNodes others) {
        this.store = store;
        this.facts = facts;
        this.others = others;
    }

    /**
     * Makes the journal ready for its part. A node that joined another cluster puts the log of its own aside: nothing is
     * lost, and nothing is mixed.
     *
     * @param write whether this node is the hub
     * @return whether it begins anew
     */
    boolean take(Sessions sessions, boolean write) {
        if (!write) {
            store.seal(true);
        }
        String cluster = others.cluster();
        String known = fact(CLUSTER).orElse(write ? cluster : "");
        long events = store.end().index();
        boolean anew = !known.equals(cluster) && events > 0;
        if (anew) {
            log.info("This node's own log of {} events is put aside: it is part of another hub now", events);
            sessions.reopen(() -> store.startAnew(LogStore.Aside.EVERYTHING));
        }
        put(CLUSTER, cluster);
        if (write) {
            takePen();
        }
        return anew;
    }

    /** A log that differs from the hub's; what islands decided stays. False when the disk did not take it. */
    boolean putAside(Sessions sessions) {
        log.info("The log of this node differs from the hub's: it is put aside, and the hub's is copied anew");
        try {
            sessions.reopen(() -> store.startAnew(LogStore.Aside.LOG));
            return true;
        } catch (StoreException e) {
            log.error("The log of this node could not be put aside", e);
            return false;
        }
    }

    /** Who takes over another hub's log opens a generation (cluster.md V3, V4). */
    private void takePen() {
        String self = others.self().value();
        if (!fact(HUB).orElse(self).equals(self)) {
            long next = Math.max(store.generation(), store.end().generation()) + 1;
            store.raiseGeneration(next);
            log.info(
                    "This node is the hub now: generation {}, after event {}",
                    next,
                    store.end().index());
        }
        store.seal(false);
    }

    /** From now on this is the hub. */
    void follows(NodeId hub) {
        put(HUB, hub.value());
    }

    private void put(String key, String value) {
        if (!fact(key).equals(Optional.of(value))) {
            facts.put(key, value.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Optional<String> fact(String key) {
        return facts.get(key).map(bytes -> new String(bytes, StandardCharsets.US_ASCII));
    }
}
