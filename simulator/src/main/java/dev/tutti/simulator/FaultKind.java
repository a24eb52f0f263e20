package dev.tutti.simulator;

/** What the simulator does to a cluster. */
public enum FaultKind {
    /** One direction between two nodes. */
    ONE_WAY_CUT,
    /** Both directions between two nodes, so that they reach each other only through others. */
    LINK_CUT,
    /** A chain: the first reaches the second, that the third, and so on. */
    CHAIN,
    ISOLATED,
    PARTITION,
    /** A link that comes and goes. */
    FLAPPING,
    /** So much is lost on a link that it is as good as cut. */
    LOSSY_LINK,
    /** The process is killed; others see its connections break. */
    KILLED,
    /** The power is gone; others hear nothing. */
    POWER_CUT,
    /** The process is stopped for a while and goes on. */
    PAUSED,
    /** The machine sleeps, and its monotonic clock with it. */
    SUSPENDED,
    WALL_CLOCK_JUMP,
    SLOW_DISK,
    FAILED_SYNC,
    /** A link breaks at the moment when a node begins to claim or to lead. */
    CUT_AT_THE_WORST_MOMENT,
    /** The power is gone everywhere, and comes back: all machines start within seconds. In every fourth world. */
    BLACKOUT
}
