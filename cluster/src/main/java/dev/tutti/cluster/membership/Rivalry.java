package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.Rank;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a leader does about other leaders in its component (E6), and about epochs whose leader is not there (E10). */
final class Rivalry {
    private static final long TAG_DECIDES_NS = TimeUnit.SECONDS.toNanos(30);
    private static final int MAX_RAISES = 6;
    private static final int PATIENCE_HEARTBEATS = 2;
    private static final int DISK_PATIENCE_HEARTBEATS = 5;
    private static final long NEVER = Long.MIN_VALUE;

    private Rank mine;
    private final ElectionTimes times;
    private final ElectionRules rules;
    private final ElectionCounters counters;
    private final Map<Long, Raises> raises = new HashMap<>();
    private long tagDecidesUntilNs;
    private boolean tagDecides;
    private long outdoneSinceNs = NEVER;
    private long foreignSinceNs = NEVER;

    /** How often this leader rose above one other, lately. */
    private static final class Raises {
        final long firstNs;
        int count;

        Raises(long firstNs) {
            this.firstNs = firstNs;
        }
    }

    /** What is to be done. */
    sealed interface Verdict {
        record Stay() implements Verdict {}

        /** Take a new term above all. */
        record Raise(String cause) implements Verdict {}

        /** Obey that one. */
        record Yield(Heartbeat to) implements Verdict {}
    }

    private static final Verdict STAY = new Verdict.Stay();

    Rivalry(Rank mine, ElectionTimes times, ElectionRules rules, ElectionCounters counters) {
        this.mine = mine;
        this.times = times;
        this.rules = rules;
        this.counters = counters;
    }

    void rank(Rank now) {
        mine = now;
    }

    /**
     * Judges anew at each turn of a leader; {@code raising} while it cannot: its next term is on the way to the disk, or a
     * successor has been asked.
     */
    Verdict judge(Topology topology, Epoch epoch, boolean raising, long nowNs) {
        tagDecides &= nowNs - tagDecidesUntilNs < 0;
        @Nullable Heartbeat best = null;
        @Nullable Heartbeat highest = null;
        @Nullable Heartbeat foreign = null;
        for (Member member : topology.component()) {
            Heartbeat news = member.news();
            if (news == null) {
                continue;
            }
            boolean above = rules.isAbove(news.epoch(), epoch);
            if (news.leads()) {
                best = isBetter(news.rank(), best == null ? mine : best.rank()) ? news : best;
                boolean top = above && (highest == null || rules.isAbove(news.epoch(), highest.epoch()));
                highest = top ? news : highest;
            } else if (above && !isLedHere(topology, news.epoch())) {
                foreign = news;
            }
        }
        if (highest != null) {
            return outdone(highest, best, raising, nowNs);
        }
        outdoneSinceNs = NEVER;
        return foreign(foreign, raising, nowNs);
    }

    private static boolean isLedHere(Topology topology, Epoch epoch) {
        Member leader = topology.find(epoch.leaderTag());
        Heartbeat news = leader == null || !topology.contains(leader.tag) ? null : leader.news();
        return news != null && news.leads() && !epoch.isAbove(news.epoch());
    }

    /** Somebody here leads in a higher epoch. */
    private Verdict outdone(Heartbeat highest, @Nullable Heartbeat best, boolean raising, long nowNs) {
        if (!rules.settlesByRank() || (best != null && best.origin() == highest.origin())) {
            return new Verdict.Yield(highest);
        }
        if (outdoneSinceNs == NEVER) {
            outdoneSinceNs = nowNs;
        }
        if (best == null && !raising && mayRaise(highest.origin(), nowNs)) {
            return new Verdict.Raise("a weaker leader is here");
        }
        int patience = raising ? DISK_PATIENCE_HEARTBEATS : PATIENCE_HEARTBEATS;
        boolean tooLong = nowNs - outdoneSinceNs > patience * times.heartbeatNs();
        return tooLong ? new Verdict.Yield(highest) : STAY;
    }

    /** Somebody here obeys a higher epoch whose leader is away, and cannot obey me. */
    private Verdict foreign(@Nullable Heartbeat foreign, boolean raising, long nowNs) {
        if (foreign == null || !rules.risesAboveForeign()) {
            foreignSinceNs = NEVER;
            return STAY;
        }
        if (foreignSinceNs == NEVER) {
            foreignSinceNs = nowNs;
        }
        // Its leader may be new here, and its own news still on the way.
        boolean sure = nowNs - foreignSinceNs > PATIENCE_HEARTBEATS * times.heartbeatNs();
        if (sure && !raising && mayRaise(foreign.epoch().leaderTag(), nowNs)) {
            return new Verdict.Raise("above a leader that is away");
        }
        return STAY;
    }

    /** A few times against each; who does it again and again is wrong about ranks, and then tags decide. */
    private boolean mayRaise(long against, long nowNs) {
        raises.values().removeIf(one -> nowNs - one.firstNs >= TAG_DECIDES_NS);
        Raises recent = raises.computeIfAbsent(against, _ -> new Raises(nowNs));
        recent.count++;
        if (recent.count > MAX_RAISES && !tagDecides) {
            counters.alarms++;
            tagDecides = true;
            tagDecidesUntilNs = nowNs + TAG_DECIDES_NS;
        }
        return !tagDecides;
    }

    private boolean isBetter(Rank one, Rank other) {
        return tagDecides
                ? Long.compareUnsigned(one.nodeId().tag(), other.nodeId().tag()) < 0
                : rules.isBetter(one, other);
    }
}
