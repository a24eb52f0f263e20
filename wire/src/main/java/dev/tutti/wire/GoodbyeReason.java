package dev.tutti.wire;

import java.util.List;

/** Why a node closes a connection on purpose; a reason from a newer node reads as OTHER. */
public enum GoodbyeReason {
    OTHER,
    /** It stops. */
    SHUTDOWN,
    /** Two connections to the same node: the other one stays. */
    DUPLICATE,
    /** No version both speak. */
    VERSION,
    /** The peer is not, or no longer, of this cluster. */
    NOT_ADMITTED,
    /** Another node has the same tag. */
    TAG_TAKEN,
    /** The peer sent what could not be read. */
    BROKEN,
    /** Too much at once. */
    OVERLOAD,
    /** The peer runs with other times. */
    TIMING;

    static final List<GoodbyeReason> ALL = List.of(values());
}
