package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Handover;
import dev.tutti.cluster.membership.ElectionMessage.Heartbeat;
import dev.tutti.cluster.membership.ElectionMessage.Probe;
import dev.tutti.cluster.membership.ElectionMessage.ProbeReply;
import dev.tutti.cluster.membership.ElectionMessage.RoleAnnounce;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.session.floor.TimeGap;
import dev.tutti.wire.AnnounceReason;
import dev.tutti.wire.LeaderState;
import dev.tutti.wire.Rank;
import java.util.List;
import java.util.Set;

/**
 * One node's part in the election: hears heartbeats, follows whoever leads its component, and leads when nobody does and
 * it is the best. Pure and single-threaded; every input carries the time of its turn.
 */
public final class Election {
    /**
     * What an election is made of.
     *
     * @param bootId higher than of all earlier boots, and on the disk
     * @param durableTerm the highest term that the disk holds
     * @param knownPeers the nodes that were ever admitted; a node that knows none leads at once
     */
    public record Setup(
            long bootId, long durableTerm, Rank rank, Set<Long> knownPeers, ElectionTimes times, ElectionRules rules) {
        public Setup {
            knownPeers = Set.copyOf(knownPeers);
        }

        long tag() {
            return rank.nodeId().tag();
        }
    }

    private final Setup setup;
    private final long self;
    private Rank rank;
    private final ElectionTimes times;
    private final ElectionRules rules;
    private final ElectionPort port;
    private final LeadershipListener listener;
    private final ElectionCounters counters = new ElectionCounters();
    private final Topology topology;
    private final Probes probes;
    private final Rivalry rivalry;
    private final Succession succession;
    private final TimeGap gap;
    private final Standing standing;
    private final Allegiance allegiance;
    private final Handovers handovers;

    private long heartbeatNumber;
    private long heartbeatDueNs;

    public Election(Setup setup, ElectionPort port, LeadershipListener listener, long nowNs) {
        this.setup = setup;
        this.port = port;
        this.listener = listener;
        self = setup.tag();
        rank = setup.rank();
        times = setup.times();
        rules = setup.rules();
        topology = new Topology(self, times, rules);
        probes = new Probes(self, times, topology, port);
        rivalry = new Rivalry(setup.rank(), times, rules, counters);
        succession = new Succession(setup.rank(), times, rules);
        gap = new TimeGap(times.gapNs());
        standing = new Standing(setup, port, listener, counters, nowNs);
        allegiance = new Allegiance(setup, topology, standing, counters, port);
        handovers = new Handovers(setup, new Handovers.Tools(topology, standing, succession, counters), port, listener);
        heartbeatDueNs = nowNs;
        setup.knownPeers().stream().sorted().forEach(tag -> topology.know(tag, nowNs));
        probes.start(nowNs);
    }

    public LeaderState state() {
        return standing.state();
    }

    /** The highest epoch this node obeys or leads in. */
    public Epoch epoch() {
        return standing.epoch();
    }

    public boolean leads() {
        return standing.leads();
    }

    /** The other nodes of the component. */
    public List<Long> component() {
        return topology.component().stream().map(member -> member.tag).toList();
    }

    /** The direct peer through which that node is reached, which is itself when the link counts. */
    public long nextHop(long target) {
        return topology.nextHop(target);
    }

    /** The pen has come here or gone: this node ranks otherwise from now on. */
    public void rank(Rank now) {
        rank = now;
        rivalry.rank(now);
        succession.rank(now);
    }

    public ElectionCounters counters() {
        return counters;
    }

    /** Everything that only time brings; called every 10 to 20 ms. */
    public void doWork(long nowNs, long wallMs) {
        lookAtClocks(nowNs, wallMs);
        LeaderState before = standing.state();
        boolean newLinks = topology.doWork(nowNs);
        probes.askQuiet(nowNs);
        switch (before) {
            case JOINING -> join(nowNs);
            case FOLLOWER -> follow(nowNs);
            case SUSPECTING -> {
                if (standing.forNs(nowNs) >= times.confirmNs()) {
                    standing.move(LeaderState.CLAIMING, "nobody hears the leader", nowNs);
                }
            }
            case CLAIMING -> claim(nowNs);
            case LEADING, HANDING_OVER -> lead(nowNs);
            case FENCED -> unfence(nowNs);
        }
        if (!standing.is(LeaderState.FOLLOWER) && !leads()) {
            probes.doWork(epoch().leaderTag() == self ? 0 : epoch().leaderTag(), nowNs);
        }
        if (newLinks || standing.forNs(nowNs) == 0 || nowNs - heartbeatDueNs >= 0) {
            heartbeat(nowNs);
        }
    }

    /** A message of an authenticated peer. */
    public void received(long from, ElectionMessage message, long nowNs, long wallMs) {
        lookAtClocks(nowNs, wallMs);
        Member peer = topology.know(from, nowNs);
        if (peer == null) {
            return;
        }
        switch (message) {
            case Heartbeat heartbeat -> heard(peer, heartbeat, nowNs);
            case RoleAnnounce announce -> announced(announce, nowNs);
            case Probe probe -> probes.asked(from, probe, epoch(), standing.state());
            case ProbeReply reply -> replied(peer, reply, nowNs);
            case Handover handover -> asked(handover, nowNs);
        }
    }

    /** There is a link to that node, which may have been a stranger until now: it is beaten to, and heard. */
    public void met(long peer, long nowNs) {
        topology.know(peer, nowNs);
    }

    /** A connection closed without goodbye and a new one was refused: the process is gone, silence need not be awaited. */
    public void gone(long peer, long nowNs, long wallMs) {
        lookAtClocks(nowNs, wallMs);
        Member member = topology.find(peer);
        if (member == null) {
            return;
        }
        topology.closed(member, nowNs);
        if (standing.is(LeaderState.FOLLOWER) && epoch().leaderTag() == peer) {
            suspect("the leader's connection is gone", nowNs);
        }
    }

    /** That term is on the disk. */
    public void persisted(long term, long nowNs, long wallMs) {
        lookAtClocks(nowNs, wallMs);
        Epoch before = epoch();
        standing.persisted(term, nowNs);
        if (!epoch().equals(before)) {
            nowLeading(nowNs);
        }
    }

    /** A sync failed: the kernel may have dropped the page, so nothing may rely on this disk any more. */
    public void persistFailed(long nowNs, long wallMs) {
        lookAtClocks(nowNs, wallMs);
        standing.diskFailed(nowNs);
    }

    /** Shutting down: somebody else shall lead, without a wait. */
    public void resign(long nowNs) {
        handovers.resign(nowNs);
    }

    // What time brings

    /**
     * Before anything else in a turn, as letting voice through (E9): what was timed before a gap is not to be trusted, and
     * nobody else was silent, only this node did not listen.
     */
    public void lookAtClocks(long nowNs, long wallMs) {
        // Who knows nobody has nothing to miss; what its own floor does about time is the floor's.
        if (!gap.step(nowNs, wallMs) || topology.others().isEmpty()) {
            return;
        }
        boolean calm = standing.is(LeaderState.LEADING) || standing.is(LeaderState.FOLLOWER);
        if (calm && !gap.isShifted() && gap.passedNs() <= times.pauseNs()) {
            // Its clock went on, so leases ended in time; for the others it was a slow network (election-design.md,
            // Pauses).
            counters.pauses++;
            topology.forgive(nowNs);
            allegiance.forgive(gap.passedNs());
            return;
        }
        counters.gaps++;
        listener.timeJumped();
        topology.forgive(nowNs);
        standing.fence("time jumped: " + gap.said(), nowNs);
        probes.start(nowNs);
    }

    private void join(long nowNs) {
        boolean knowsNobody = setup.knownPeers().isEmpty() && topology.isAlone();
        boolean listened = standing.forNs(nowNs) >= times.silenceNs() + times.confirmNs();
        if (knowsNobody || (listened && mayLeadHere())) {
            standing.move(LeaderState.CLAIMING, "no leader here", nowNs);
        }
        probes.startEvery(times.silenceNs() / 2, nowNs);
    }

    /** E8: who is alone and serves nobody does not raise terms in a drawer. */
    private boolean mayLeadHere() {
        return !topology.isAlone() || setup.knownPeers().isEmpty() || port.hasClients();
    }

    private void follow(long nowNs) {
        if (allegiance.isSilent(nowNs)) {
            suspect("the leader is silent", nowNs);
        }
    }

    private void suspect(String cause, long nowNs) {
        counters.suspicions++;
        standing.move(LeaderState.SUSPECTING, cause, nowNs);
        probes.start(nowNs);
    }

    private void claim(long nowNs) {
        if (standing.isClaiming()) {
            return;
        }
        if (!mayLeadHere()) {
            standing.move(LeaderState.JOINING, "alone, and nobody is attached", nowNs);
            return;
        }
        int staggers = succession.staggers(topology, epoch().leaderTag());
        // Who leads here sees a higher epoch than its own in my heartbeats, and rises above it (E10).
        if (staggers != Succession.NOT_NOW && standing.forNs(nowNs) >= staggers * times.staggerNs()) {
            begin(AnnounceReason.CLAIM, "after " + staggers + " staggers", nowNs);
        }
    }

    private void begin(AnnounceReason reason, String cause, long nowNs) {
        Epoch before = epoch();
        standing.claim(reason, cause, topology.highestTerm(), nowNs);
        if (!epoch().equals(before)) {
            nowLeading(nowNs);
        }
    }

    private void nowLeading(long nowNs) {
        succession.reset(nowNs);
        var announce = new RoleAnnounce(self, setup.bootId(), epoch(), rank, standing.reason());
        topology.others().forEach(member -> port.send(member.tag, announce));
        heartbeatDueNs = nowNs;
    }

    private void lead(long nowNs) {
        boolean mayNotRaise = standing.isClaiming() || standing.is(LeaderState.HANDING_OVER);
        switch (rivalry.judge(topology, epoch(), mayNotRaise, nowNs)) {
            case Rivalry.Verdict.Stay _ -> handovers.doWork(nowNs);
            case Rivalry.Verdict.Raise raise -> begin(AnnounceReason.RAISE, raise.cause(), nowNs);
            case Rivalry.Verdict.Yield yield ->
                allegiance.adopt(yield.to(), "another leader is better or higher", nowNs);
        }
    }

    private void unfence(long nowNs) {
        if (standing.hasDiskFailed() || standing.forNs(nowNs) < times.confirmNs()) {
            return;
        }
        if (epoch().equals(Epoch.NONE)) {
            standing.move(LeaderState.JOINING, "time is trusted again", nowNs);
        } else if (epoch().leaderTag() == self) {
            standing.move(LeaderState.CLAIMING, "nobody rose above me meanwhile", nowNs);
            if (mayLeadHere()) {
                begin(AnnounceReason.CLAIM, "led before the gap", nowNs);
            }
        } else {
            allegiance.trust(nowNs);
            standing.move(LeaderState.FOLLOWER, "time is trusted again", nowNs);
        }
    }

    private void heartbeat(long nowNs) {
        heartbeatDueNs = nowNs + times.heartbeatNs();
        heartbeatNumber++;
        var heartbeat =
                new Heartbeat(self, setup.bootId(), heartbeatNumber, epoch(), standing.state(), rank, topology.heard());
        for (Member member : topology.others()) {
            port.send(member.tag, heartbeat);
        }
        handovers.ask();
    }

    // What others say

    private void heard(Member peer, Heartbeat heartbeat, long nowNs) {
        boolean direct = heartbeat.origin() == peer.tag;
        boolean believed = direct || rules.seesBeyondNeighbours();
        if (heartbeat.origin() == self || !believed || !allegiance.isPlausible(heartbeat.origin(), heartbeat.epoch())) {
            return;
        }
        if (direct) {
            topology.heardDirectly(peer, heartbeat, nowNs);
        }
        Member origin = direct ? peer : topology.know(heartbeat.origin(), nowNs);
        Topology.Acceptance accepted =
                origin == null ? Topology.Acceptance.OLD : topology.accept(origin, heartbeat, nowNs);
        if (origin == null || accepted == Topology.Acceptance.OLD) {
            return;
        }
        if (!standing.is(LeaderState.JOINING)) {
            topology.deafTo(origin, peer.tag).forEach(deaf -> port.send(deaf, heartbeat));
            if (direct && accepted == Topology.Acceptance.NEW_LINKS) {
                topology.missedBy(peer).forEach(news -> port.send(peer.tag, news));
            }
        }
        if (topology.contains(origin.tag)) {
            consider(origin, heartbeat, nowNs);
        }
    }

    private void consider(Member origin, Heartbeat news, long nowNs) {
        if (leads()) {
            boolean came = handovers.isTo(origin.tag) && news.leads();
            if (came && rules.isAbove(news.epoch(), epoch())) {
                allegiance.adopt(news, "the successor leads", nowNs);
            }
        } else if (news.leads()) {
            allegiance.obey(news, nowNs);
        } else if (standing.is(LeaderState.FOLLOWER) && allegiance.hasRestarted(news)) {
            suspect("the leader has restarted", nowNs);
        }
    }

    private void announced(RoleAnnounce announce, long nowNs) {
        Epoch epoch = announce.epoch();
        if (leads() || epoch.leaderTag() != announce.origin() || !allegiance.isPlausible(announce.origin(), epoch)) {
            return;
        }
        if (epoch.equals(epoch())) {
            standing.tellAgain();
        } else if (topology.contains(announce.origin())) {
            allegiance.obey(announce, nowNs);
        }
    }

    private void replied(Member from, ProbeReply reply, long nowNs) {
        if (reply.origin() != self) {
            probes.passOn(from.tag, reply);
            return;
        }
        if (reply.target() == from.tag) {
            topology.answered(from, nowNs);
        }
        boolean ofLeader = ElectionMessage.leads(reply.state()) && reply.epoch().leaderTag() == reply.target();
        if (!leads() && ofLeader && probes.answers(reply) && allegiance.isPlausible(reply.target(), reply.epoch())) {
            allegiance.found(reply, nowNs);
        }
    }

    private void asked(Handover handover, long nowNs) {
        if (handover.successor() != self) {
            // On a way of two links; the leader repeats it.
            if (topology.nextHop(handover.successor()) == handover.successor()) {
                port.send(handover.successor(), handover);
            }
        } else if (standing.is(LeaderState.FOLLOWER) && handover.epoch().equals(epoch())) {
            standing.move(LeaderState.CLAIMING, "the leader asks for it", nowNs);
            begin(AnnounceReason.HANDOVER, "asked by the leader before", nowNs);
        }
    }
}
