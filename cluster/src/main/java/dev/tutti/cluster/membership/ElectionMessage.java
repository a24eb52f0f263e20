package dev.tutti.cluster.membership;

import dev.tutti.foundation.Epoch;
import dev.tutti.wire.AnnounceReason;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.List;

/** What nodes say to each other about who is there and who leads; each may be late, doubled, reordered or lost. */
public sealed interface ElectionMessage {
    /** The node that said it first; others may pass it on. */
    long origin();

    /**
     * I am here.
     *
     * @param bootId new at every start and higher than all before
     * @param number of this heartbeat in this boot
     * @param epoch the highest that this node has adopted
     * @param heard whom it hears directly
     */
    record Heartbeat(long origin, long bootId, long number, Epoch epoch, LeaderState state, Rank rank, List<Long> heard)
            implements ElectionMessage {
        public Heartbeat {
            heard = List.copyOf(heard);
        }

        boolean leads() {
            return ElectionMessage.leads(state) && epoch.leaderTag() == origin;
        }
    }

    /** I lead from now on; repeated by heartbeats. */
    record RoleAnnounce(long origin, long bootId, Epoch epoch, Rank rank, AnnounceReason reason)
            implements ElectionMessage {}

    /** Are you there? {@code target} is who shall answer, or nobody in particular when it is 0. */
    record Probe(long origin, long target, long nonce, int hops) implements ElectionMessage {}

    /** I am: {@code origin} is who asked, {@code target} who answers. */
    record ProbeReply(long origin, long target, long nonce, int hops, Epoch epoch, LeaderState state)
            implements ElectionMessage {}

    /** Lead instead of me. */
    record Handover(long origin, Epoch epoch, long successor) implements ElectionMessage {}

    static boolean leads(LeaderState state) {
        return state == LeaderState.LEADING || state == LeaderState.HANDING_OVER;
    }
}
