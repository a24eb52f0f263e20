package dev.tutti.wire;

import java.util.List;

/** With which times a node runs; all nodes of a cluster run with the same ones. */
public enum Timing {
    /** A leader that dies is replaced in about a second. */
    FAST,
    /** A heartbeat every two seconds, for radios and batteries: a leader is replaced in about eight seconds. */
    FRUGAL;

    static final List<Timing> ALL = List.of(values());
}
