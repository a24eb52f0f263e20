package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Probe;
import dev.tutti.cluster.membership.ElectionMessage.ProbeReply;
import dev.tutti.cluster.membership.Topology.Member;
import dev.tutti.foundation.Epoch;
import dev.tutti.wire.LeaderState;

/** Asks who is there, also through others, and answers such questions: the pre-vote of E3, which asks for no vote. */
final class Probes {
    static final int MAX_HOPS = 4;
    private static final int WITNESSES = 2;
    private static final int REPEATS = 3;
    private static final long ANYBODY = 0;
    /** The nonce of questions that are only about the link. */
    private static final long LINK = 0;

    private final long self;
    private final ElectionTimes times;
    private final Topology topology;
    private final ElectionPort port;
    private long nonce;
    private long startedNs;
    private long nextNs;
    private int left;

    Probes(long self, ElectionTimes times, Topology topology, ElectionPort port) {
        this.self = self;
        this.times = times;
        this.topology = topology;
        this.port = port;
    }

    /** A new question; answers to older ones no longer count. */
    void start(long nowNs) {
        nonce++;
        startedNs = nowNs;
        left = REPEATS;
        nextNs = nowNs;
    }

    void startEvery(long everyNs, long nowNs) {
        if (nowNs - startedNs >= everyNs) {
            start(nowNs);
        }
    }

    boolean answers(ProbeReply reply) {
        return reply.origin() == self && (reply.nonce() == nonce || reply.nonce() == LINK);
    }

    /** Asks everybody directly, and for the leader two others, three times until the answer is due. */
    void doWork(long leader, long nowNs) {
        if (left == 0 || nowNs - nextNs < 0) {
            return;
        }
        left--;
        nextNs = nowNs + times.confirmNs() / REPEATS;
        for (Member member : topology.others()) {
            port.send(member.tag, new Probe(self, ANYBODY, nonce, 0));
        }
        int witnesses = 0;
        for (long peer : topology.neighbours()) {
            if (peer != leader && leader != ANYBODY && witnesses < WITNESSES) {
                witnesses++;
                port.send(peer, new Probe(self, leader, nonce, MAX_HOPS));
            }
        }
    }

    /** Asks who has become quiet, before the link is given up. */
    void askQuiet(long nowNs) {
        topology.quiet(nowNs).forEach(peer -> port.send(peer, new Probe(self, ANYBODY, LINK, 0)));
    }

    void asked(long from, Probe probe, Epoch epoch, LeaderState state) {
        if (probe.target() == ANYBODY || probe.target() == self) {
            port.send(from, new ProbeReply(probe.origin(), self, probe.nonce(), MAX_HOPS, epoch, state));
        } else if (probe.hops() > 0 && probe.origin() != self) {
            long next = topology.nextHop(probe.target());
            if (next != from) {
                port.send(next, new Probe(probe.origin(), probe.target(), probe.nonce(), probe.hops() - 1));
            }
        }
    }

    /** An answer for somebody else. */
    void passOn(long from, ProbeReply reply) {
        long next = topology.nextHop(reply.origin());
        if (reply.hops() > 0 && next != from) {
            port.send(
                    next,
                    new ProbeReply(
                            reply.origin(),
                            reply.target(),
                            reply.nonce(),
                            reply.hops() - 1,
                            reply.epoch(),
                            reply.state()));
        }
    }
}
