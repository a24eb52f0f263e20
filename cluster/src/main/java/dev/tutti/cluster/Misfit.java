package dev.tutti.cluster;

/** Why something well-formed of another node is refused by who reads it. */
public enum Misfit {
    /** A node speaks for another one. */
    WRONG_SOURCE,
    /** A term that no sequence of elections explains (E8). */
    HIGH_TERM,
    /** Somebody leads in a lower epoch than the one obeyed here. */
    LOWER_EPOCH,
    /** A floor decision or an acknowledgement of a lower epoch than the one obeyed here. */
    LOWER_FENCE,
    /** An answer to no question of ours. */
    UNASKED,
    /** Asks more often than it is answered. */
    TOO_OFTEN
}
