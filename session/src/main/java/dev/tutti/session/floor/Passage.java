package dev.tutti.session.floor;

/** What becomes of a packet at the gate. */
public enum Passage {
    FORWARD,
    /** Keep it, bounded: the grant is under way. */
    HOLD,
    DROP
}
