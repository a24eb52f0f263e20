package dev.tutti.cluster.link;

/** What is counted of links, by the name that measurements show. */
public enum LinkEvent {
    /** A link came up. */
    UP,
    /** A link ended. */
    DOWN,
    /** Its peer was silent for too long. */
    IDLE,
    /** Its outbox was full: the peer reads too slowly. */
    OVERFLOW,
    /** Another link to the same node took its place, or kept it. */
    DUPLICATE,
    /** A node could not be reached. */
    DIAL_FAILED,
    /** Nobody listened where a node was. */
    DIAL_REFUSED,
    /** A connection was refused because too many were being greeted. */
    REFUSED_CROWDED,
    /** Somebody connected and left before he proved a key: he looked whether the port is open. */
    LEFT,
    /** A peer proved no key, or another one than was expected. */
    REFUSED_KEY,
    /** A peer said nothing, or not enough, in time. */
    REFUSED_SLOW,
    /** A peer sent what is no envelope, or a larger one than it may. */
    REFUSED_BROKEN,
    /** A peer's messages are of no version that we speak. */
    REFUSED_VERSION,
    /** A peer runs with other times than we do. */
    REFUSED_TIMING,
    /** A peer spoke for another node than its key is of. */
    REFUSED_SOURCE,
    /** A stranger was not let in. */
    REFUSED_ADMISSION,
    /** A stranger has to wait for the operator. */
    WAITING,
    /** HELLO or an admission on a link that is up already: ignored. */
    REPEATED_GREETING,
    /** A shared state of another cluster on a link that is up: ignored. */
    FOREIGN_STATE
}
