package dev.tutti.media;

/** What happens to one arriving packet. */
public enum Verdict {
    /** It is sent to everyone who may hear it, after whatever the pre-roll holds. */
    FORWARD,
    /** The decision is under way: it waits in the bounded pre-roll. */
    HOLD,
    /** It is thrown away, and the pre-roll with it. */
    DROP
}
