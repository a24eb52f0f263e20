package dev.tutti.session.core;

import dev.tutti.session.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session's state now and then, so that a start need not read everything; the session's thread only. */
final class SnapshotKeeper {
    static final int EVERY = 200;

    private static final Logger log = LoggerFactory.getLogger(SnapshotKeeper.class);

    private final EventStore store;
    private long sequence;

    SnapshotKeeper(EventStore store, long sequence) {
        this.store = store;
        this.sequence = sequence;
    }

    /** The newest one that there is. */
    void kept(long at) {
        sequence = at;
    }

    void offer(SessionState state) {
        if (state.sequence() - sequence < EVERY) {
            return;
        }
        sequence = state.sequence();
        try {
            store.keep(new Snapshot(state));
        } catch (StoreException e) {
            log.warn("session {} keeps no snapshot now; the log is whole", state.id(), e);
        }
    }
}
