package dev.tutti.wire.sealed;

/** What becomes of a datagram that came; each is counted. */
public enum SealedVerdict {
    /** From the peer, whole, for the first time. */
    OPENED,
    /** Shorter than a header and a tag. */
    TOO_SHORT,
    /** Longer than a datagram of ours may be. */
    TOO_LONG,
    /** Does not begin as a sealed datagram, or is of another version. */
    NOT_SEALED,
    /** Marked for another link. */
    WRONG_LINK,
    /** Neither of the present, the last, nor the next keys. */
    WRONG_KEYS,
    /** Too far behind to tell whether it was seen. */
    OLD,
    /** Seen before. */
    REPLAYED,
    /** The tag is wrong: not from the peer, or changed on the way. */
    SPOOFED
}
