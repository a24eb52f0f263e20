package dev.tutti.node.replication;

import dev.tutti.cluster.replication.ReplicationPort;
import dev.tutti.foundation.NodeId;
import dev.tutti.journal.EventCodec;
import dev.tutti.journal.SqliteEventStore;
import dev.tutti.session.CommittedEvent;
import dev.tutti.session.core.LogEnd;
import dev.tutti.session.core.LogRow;
import dev.tutti.session.core.Sessions;
import dev.tutti.session.core.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The half of a node's port that is its disk and its sessions; the thread "replication" only. */
abstract class StorePort implements ReplicationPort {
    private static final Logger log = LoggerFactory.getLogger(StorePort.class);
    private static final int MAX_OWED = 10_000;

    private final SqliteEventStore store;
    private final EventCodec codec = new EventCodec();
    /** Published rows that a session had no room for. */
    private final List<CommittedEvent> owed = new ArrayList<>();

    StorePort(SqliteEventStore store) {
        this.store = store;
    }

    abstract void appended(LogEnd end);

    abstract void appendFailed(String why);

    abstract Sessions sessions();

    @Override
    public byte @Nullable [] chainAt(long index) {
        try {
            return store.chainAt(index);
        } catch (StoreException e) {
            log.error("The log cannot be read at {}", index, e);
            return null;
        }
    }

    @Override
    public List<LogRow> read(long afterIndex, int limit) {
        try {
            return store.rows(afterIndex, limit);
        } catch (StoreException e) {
            log.error("The log cannot be read after {}", afterIndex, e);
            return List.of();
        }
    }

    @Override
    public void append(List<LogRow> rows) {
        try {
            appended(store.copy(rows));
        } catch (StoreException e) {
            log.error("This node's copy of the log stops: its disk did not take it", e);
            appendFailed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void publish(List<LogRow> rows) {
        var events = new ArrayList<>(owed);
        owed.clear();
        rows.stream().map(codec::event).forEach(events::add);
        if (!sessions().follow(events) && events.size() < MAX_OWED) {
            owed.addAll(events);
        }
    }

    @Override
    public void fenced(LogEnd own, String why) {
        log.error("This node copies nothing more of the hub's log: its own ends at {} and {}", own, why);
    }

    @Override
    public void deposed(NodeId by, long generation) {
        log.error("{} follows generation {} of the log: this node is not the hub any more", by.shown(), generation);
    }
}
