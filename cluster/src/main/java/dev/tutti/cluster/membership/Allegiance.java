package dev.tutti.cluster.membership;

import dev.tutti.cluster.Misfit;
import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.cluster.membership.ElectionMessage.ProbeReply;
import dev.tutti.cluster.membership.ElectionMessage.RoleAnnounce;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom this node obeys while it does not lead: the highest epoch of its component, as long as its leader is heard (E3, E6). */
final class Allegiance {
    /** A jump of terms that no sequence of elections explains (E8). */
    private static final long MAX_TERM_JUMP = 1_000_000;

    private static final int DEFER_HEARTBEATS = 3;

    private final Topology topology;
    private final Standing standing;
    private final ElectionTimes times;
    private final ElectionRules rules;
    private final ElectionCounters counters;
    private final ElectionPort port;
    private long heardNs;
    /** The leader's; 0 while unknown. */
    private long boot;

    private @Nullable Epoch deferred;
    private long deferredSinceNs;

    Allegiance(
            Election.Setup setup, Topology topology, Standing standing, ElectionCounters counters, ElectionPort port) {
        this.topology = topology;
        this.standing = standing;
        this.counters = counters;
        this.port = port;
        times = setup.times();
        rules = setup.rules();
    }

    boolean isSilent(long nowNs) {
        return nowNs - heardNs >= times.silenceNs();
    }

    /** Believes in the leader for one more silence. */
    void trust(long nowNs) {
        heardNs = nowNs;
    }

    /** This node did not listen for so long. */
    void forgive(long ns) {
        heardNs += ns;
    }

    /** E8: whether a sequence of elections explains such a term. */
    boolean isPlausible(long from, Epoch epoch) {
        if (Long.compareUnsigned(epoch.term(), standing.term() + MAX_TERM_JUMP) <= 0
                || Long.compareUnsigned(epoch.term(), topology.highestTerm() + MAX_TERM_JUMP) <= 0) {
            return true;
        }
        counters.refusedTerms++;
        port.refused(from, Misfit.HIGH_TERM, "term " + Long.toUnsignedString(epoch.term()));
        return false;
    }

    /** Somebody of my component leads. */
    void obey(Heartbeat news, long nowNs) {
        if (news.epoch().equals(standing.epoch())) {
            boot = news.bootId();
            reassure("the leader is heard again", nowNs);
        } else if (rules.isAbove(news.epoch(), standing.epoch()) && !waitsForOwnLeader(news, nowNs)) {
            adopt(news, "a higher leader is here", nowNs);
        } else if (standing.epoch().isAbove(news.epoch())) {
            port.refused(
                    news.origin(),
                    Misfit.LOWER_EPOCH,
                    "it leads in term %d, and term %d is obeyed here"
                            .formatted(news.epoch().term(), standing.term()));
        }
    }

    void obey(RoleAnnounce announce, long nowNs) {
        var news = new Heartbeat(
                announce.origin(),
                announce.bootId(),
                0,
                announce.epoch(),
                LeaderState.LEADING,
                announce.rank(),
                List.of());
        obey(news, nowNs);
    }

    /**
     * A probe is a way there and back, so its answer counts also where the link does not yet. Who has a leader by now was
     * found by another's answer first, and waits for heartbeats, which also say who is better (E6).
     */
    void found(ProbeReply reply, long nowNs) {
        if (reply.epoch().equals(standing.epoch())) {
            reassure("a probe found the leader alive", nowNs);
        } else if (!standing.is(LeaderState.FOLLOWER) && rules.isAbove(reply.epoch(), standing.epoch())) {
            adopt(reply.epoch(), 0, "a probe found its leader", nowNs);
        }
    }

    /**
     * A weaker leader with a higher epoch came into a component that has a leader: that one will rise above it within two
     * heartbeats (E6), so nobody changes sides for the moment between.
     */
    private boolean waitsForOwnLeader(Heartbeat rival, long nowNs) {
        Rank own = rankOfOwnLeader(nowNs);
        boolean better = own != null && rules.settlesByRank() && rules.isBetter(own, rival.rank());
        if (!better || rival.origin() == standing.epoch().leaderTag()) {
            return false;
        }
        if (!rival.epoch().equals(deferred)) {
            deferred = rival.epoch();
            deferredSinceNs = nowNs;
        }
        return nowNs - deferredSinceNs < DEFER_HEARTBEATS * times.heartbeatNs();
    }

    /** Of a leader that is here, or was found by a probe and whose link is about to count; else null. */
    private @Nullable Rank rankOfOwnLeader(long nowNs) {
        Member own = topology.find(standing.epoch().leaderTag());
        Heartbeat last = own == null ? null : own.last;
        if (own == null || last == null) {
            return null;
        }
        boolean here = own.news() != null && last.leads() && topology.contains(own.tag);
        boolean found = boot == 0 && standing.is(LeaderState.FOLLOWER) && !isSilent(nowNs);
        return here || found ? last.rank() : null;
    }

    private void reassure(String cause, long nowNs) {
        heardNs = nowNs;
        if (standing.reassured(cause, nowNs)) {
            counters.confirmedAlive++;
        }
    }

    void adopt(Heartbeat leader, String cause, long nowNs) {
        adopt(leader.epoch(), leader.bootId(), cause, nowNs);
    }

    private void adopt(Epoch epoch, long leaderBoot, String cause, long nowNs) {
        boot = leaderBoot;
        heardNs = nowNs;
        deferred = null;
        standing.adopt(epoch, cause, nowNs);
    }

    /** Whether these are news of my leader's next life. */
    boolean hasRestarted(Heartbeat news) {
        return news.origin() == standing.epoch().leaderTag() && boot != 0 && news.bootId() > boot;
    }
}
