package dev.tutti.benchmarks.load;

import java.io.IOException;

/** One logical participant; owned by its thread. */
interface Player {
    /** What a participant does all the time. */
    enum Part {
        /** Stays and listens: what it misses is loss. */
        LISTENS,
        /** Talks for a second or two again and again; on a hub it asks for the floor first, and waits in line. */
        TALKS,
        /** Leaves and joins anew, or vanishes and comes back. */
        CHURNS
    }

    Part part();

    /** While others still come in: keeps its connection alive. */
    void stay();

    /** Waits until what is said to it would arrive; what is sent before counts for nobody. */
    void awaitEars() throws IOException, InterruptedException;

    /** Plays the part until the time is up. */
    void live(long untilNs) throws IOException, InterruptedException;

    /** A reconnect storm: it vanishes with all the others, and tries to come back, once; the first try begins the time. */
    void storm() throws IOException, InterruptedException;

    void leave();
}
