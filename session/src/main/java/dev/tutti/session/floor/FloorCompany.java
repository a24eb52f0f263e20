package dev.tutti.session.floor;

import dev.tutti.foundation.SessionId;
import dev.tutti.session.SessionState;

/** The other nodes with which a hub shares its floor, driven by the floor's loop; the floor's thread only, but for open. */
public interface FloorCompany {
    /** Any thread: the floor of a session that is new here; it knows its leader before its first use ({@link #welcome}). */
    SessionFloor open(SessionState state, FloorPublisher clients);

    void closed(SessionId sessionId);

    /** Tells floors that were opened meanwhile who leads; costs nothing when there is none. */
    void welcome();

    /** Everything that only time brings; at the begin of each turn, with both clocks. */
    void doWork(long nowNs, long wallMs);

    /** How long the loop may wait for its next turn at most. */
    long waitNs();
}
