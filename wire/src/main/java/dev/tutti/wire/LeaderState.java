package dev.tutti.wire;

import java.util.List;

/** Where a node stands in the election (cluster.md section 2), as its heartbeat says it. */
public enum LeaderState {
    /** Listens before it speaks: forwards nothing, claims nothing. */
    JOINING,
    /** Obeys the highest epoch it has seen. */
    FOLLOWER,
    /** Has not heard the leader for a while and asks whether anybody has. */
    SUSPECTING,
    /** Waits its stagger, then writes its term down. */
    CLAIMING,
    /** Grants. */
    LEADING,
    /** Has stopped granting and gives what it knows to its successor. */
    HANDING_OVER,
    /** A follower that must not lead: its time jumped, or its disk failed. */
    FENCED;

    static final List<LeaderState> ALL = List.of(values());
}
