package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;

/** Whose turn it is to lead: after a leader's end (E4), and in calm, once a better rank has been here for long (E7). */
final class Succession {
    static final long NOBODY = 0;
    static final int NOT_NOW = -1;
    /** Who sees a better one claim gives it the time of two more places. */
    private static final int COURTESY = 2;

    private Rank mine;
    private final ElectionTimes times;
    private final ElectionRules rules;
    private long candidate = NOBODY;
    private long sinceNs;

    Succession(Rank mine, ElectionTimes times, ElectionRules rules) {
        this.mine = mine;
        this.times = times;
        this.rules = rules;
    }

    void rank(Rank now) {
        mine = now;
    }

    /** E4: how many staggers this node waits with its claim, or {@link #NOT_NOW} while somebody leads here. */
    int staggers(Topology topology, long lostLeader) {
        int place = 0;
        boolean betterOneClaims = false;
        for (Member member : topology.component()) {
            Heartbeat news = member.news();
            if (news == null || member.tag == lostLeader) {
                continue;
            }
            if (news.leads()) {
                return NOT_NOW;
            }
            if (news.state() != LeaderState.FENCED && rules.isBetter(news.rank(), mine)) {
                place++;
                betterOneClaims |= news.state() == LeaderState.CLAIMING;
            }
        }
        return place + (betterOneClaims ? COURTESY : 0);
    }

    /** Called at each turn of a leader: who should lead, or {@link #NOBODY}. */
    long due(Topology topology, Epoch epoch, long nowNs) {
        long best = best(topology, epoch, true);
        if (best != candidate) {
            candidate = best;
            sinceNs = nowNs;
        }
        return best != NOBODY && nowNs - sinceNs >= times.handoverAfterNs() ? best : NOBODY;
    }

    /** Starts to wait anew. */
    void reset(long nowNs) {
        sinceNs = nowNs;
    }

    /** The best of those that obey me; only one better than me, unless I leave. */
    long best(Topology topology, Epoch epoch, boolean better) {
        long best = NOBODY;
        Rank bestRank = mine;
        for (Member member : topology.component()) {
            Heartbeat news = member.news();
            boolean obeys = news != null
                    && news.state() == LeaderState.FOLLOWER
                    && news.epoch().equals(epoch);
            if (obeys && news != null) {
                boolean first = best == NOBODY && !better;
                if (first || rules.isBetter(news.rank(), bestRank)) {
                    best = member.tag;
                    bestRank = news.rank();
                }
            }
        }
        return best;
    }
}
