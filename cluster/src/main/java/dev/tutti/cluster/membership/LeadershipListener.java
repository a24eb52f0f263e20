package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;

/** Is told who leads. On the election's thread; returns at once and never throws. */
public interface LeadershipListener {
    /** This epoch is the highest now: every lower lease is void and every fence at least (epoch, 0) (F2, F3). */
    void adopted(Epoch epoch);

    /** The adopted epoch's term is on the disk: it may be acknowledged. */
    void durable(Epoch epoch);

    /** This node leads in that epoch, which it adopted before. */
    void leading(Epoch epoch);

    /** Nothing more is granted: a successor has been asked; false when it did not come and granting goes on. */
    void handingOver(boolean now);

    /** This node leads no more. */
    void stoppedLeading();

    /** Time jumped: leases and open requests are void (E9, F7). */
    void timeJumped();

    /** A line of the election's history (E12). */
    void moved(Transition transition);
}
