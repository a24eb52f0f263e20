package dev.tutti.wire;

import java.util.List;

/** Whether somebody can be reached through a node. */
public enum PresenceState {
    HERE,
    /** The page is in the back. */
    AWAY,
    GONE;

    static final List<PresenceState> ALL = List.of(values());
}
