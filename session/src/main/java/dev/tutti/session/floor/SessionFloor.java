package dev.tutti.session.floor;

import dev.tutti.session.SessionState;

/** The floor of one session at this node; the floor's thread only, but for what says otherwise. */
public interface SessionFloor {
    SessionState state();

    /** Any thread may take gates and ears from it; the rest is the floor's. */
    FloorIngress ingress();

    /** Any thread. */
    FloorView view();

    void configure(SessionState next, long nowNs);

    void revoke(FloorInput.Revoke revoke, long nowNs);

    /** Carries messages until both sides are silent; after each use of the ingress. */
    void pump(long nowNs);

    /** Everything that only time brings. */
    void doWork(long nowNs);

    void timeJumped(long nowNs);

    /** Whether nobody talks or waits. */
    boolean isQuiet();
}
