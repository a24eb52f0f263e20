package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.cluster.membership.ElectionMessage.ProbeReply;
import dev.tutti.cluster.membership.ElectionMessage.RoleAnnounce;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;
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
    private long heardNs;
    /** The leader's; 0 while unknown. */
    private long boot;

    private @Nullable Epoch deferred;
    private long deferredSinceNs;

    Allegiance(Election.Setup setup, Topology topology, Standing standing, ElectionCounters counters) {
        this.topology = topology;
        this.standing = standing;
        this.counters = counters;
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

    /** E8: whether a sequence of elections explains such a term. */
    boolean isPlausible(Epoch epoch) {
        if (Long.compareUnsigned(epoch.term(), standing.term() + MAX_TERM_JUMP) <= 0
                || Long.compareUnsigned(epoch.term(), topology.highestTerm() + MAX_TERM_JUMP) <= 0) {
            return true;
        }
        counters.refusedTerms++;
        return false;
    }

    /** Somebody of my component leads. */
    void obey(Heartbeat news, long nowNs) {
        if (news.epoch().equals(standing.epoch())) {
            boot = news.bootId();
            reassure("the leader is heard again", nowNs);
        } else if (rules.isAbove(news.epoch(), standing.epoch()) && !waitsForOwnLeader(news, nowNs)) {
            adopt(news, "a higher leader is here", nowNs);
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

    /** A probe is a way there and back, so its answer counts also where the link does not yet. */
    void found(ProbeReply reply, long nowNs) {
        if (reply.epoch().equals(standing.epoch())) {
            reassure("a probe found the leader alive", nowNs);
        } else if (rules.isAbove(reply.epoch(), standing.epoch())) {
            adopt(reply.epoch(), 0, "a probe found its leader", nowNs);
        }
    }

    /**
     * A weaker leader with a higher epoch came into a component that has a leader: that one will rise above it within two
     * heartbeats (E6), so nobody changes sides for the moment between.
     */
    private boolean waitsForOwnLeader(Heartbeat rival, long nowNs) {
        Member own = topology.find(standing.epoch().leaderTag());
        Heartbeat news = own == null || !topology.contains(own.tag) ? null : own.news();
        if (news == null || !news.leads() || news.origin() == rival.origin()) {
            return false;
        }
        if (!rules.settlesByRank() || !rules.isBetter(news.rank(), rival.rank())) {
            return false;
        }
        if (!rival.epoch().equals(deferred)) {
            deferred = rival.epoch();
            deferredSinceNs = nowNs;
        }
        return nowNs - deferredSinceNs < DEFER_HEARTBEATS * times.heartbeatNs();
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
