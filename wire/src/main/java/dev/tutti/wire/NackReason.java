package dev.tutti.wire;

import java.util.List;

/** Why something was not taken; a reason from a newer node reads as OTHER. */
public enum NackReason {
    OTHER,
    /** The receiver has seen a higher epoch, fence or generation. */
    STALE,
    /** A type that must be understood, and is not. */
    UNSUPPORTED,
    /** The payload could not be read. */
    MALFORMED,
    /** Not while the receiver is in its state. */
    NOT_LEADING,
    /** The session or channel is unknown there. */
    UNKNOWN,
    /** Not allowed for this peer. */
    FORBIDDEN,
    /** Too much at once: later. */
    OVERLOAD,
    /** The log does not continue here; {@code wanted} says where it would. */
    GAP,
    /** Needs the writer, who is out of reach. */
    NEEDS_WRITER;

    static final List<NackReason> ALL = List.of(values());
}
