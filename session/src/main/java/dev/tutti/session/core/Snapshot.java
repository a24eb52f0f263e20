package dev.tutti.session.core;

import dev.tutti.session.SessionState;

/** The state after an event, kept so that a start need not read everything. */
public record Snapshot(SessionState state) {
    public long sequence() {
        return state.sequence();
    }
}
