package dev.tutti.cluster.membership;

import dev.tutti.cluster.membership.ElectionMessage.Handover;
import dev.tutti.wire.LeaderState;

/** Moves leadership on purpose: to a better rank in calm, or to anybody when this node stops (E7). */
final class Handovers {
    private static final int HEARTBEATS = 10;

    private final long self;
    private final ElectionTimes times;
    private final Tools tools;
    private final ElectionPort port;
    private final LeadershipListener listener;
    private long successor = Succession.NOBODY;
    private boolean resigns;

    /** What it looks at and moves. */
    record Tools(Topology topology, Standing standing, Succession succession, ElectionCounters counters) {}

    Handovers(Election.Setup setup, Tools tools, ElectionPort port, LeadershipListener listener) {
        self = setup.tag();
        times = setup.times();
        this.tools = tools;
        this.port = port;
        this.listener = listener;
    }

    /** Whether it is this one that was asked to lead, and may be on its way to do so. */
    boolean isTo(long tag) {
        return tools.standing.is(LeaderState.HANDING_OVER) && tag == successor;
    }

    /** As soon as anybody is there who could lead. */
    void resign(long nowNs) {
        resigns = true;
        if (tools.standing.is(LeaderState.LEADING)) {
            toAnybody(nowNs);
        }
    }

    /** A leader's turn. */
    void doWork(long nowNs) {
        Standing standing = tools.standing;
        if (standing.is(LeaderState.HANDING_OVER)) {
            if (standing.forNs(nowNs) >= HEARTBEATS * times.heartbeatNs()) {
                tools.succession.reset(nowNs);
                standing.move(LeaderState.LEADING, "the successor did not come", nowNs);
                listener.handingOver(false);
            }
            return;
        }
        if (resigns) {
            toAnybody(nowNs);
            return;
        }
        long better = tools.succession.due(tools.topology, standing.epoch(), nowNs);
        if (better != Succession.NOBODY && !standing.isClaiming() && port.floorIsIdle()) {
            handOver(better, "a better rank is here", nowNs);
        }
    }

    private void toAnybody(long nowNs) {
        long next = tools.succession.best(tools.topology, tools.standing.epoch(), false);
        if (next != Succession.NOBODY) {
            handOver(next, "shutting down", nowNs);
        }
    }

    private void handOver(long to, String cause, long nowNs) {
        tools.counters.handovers++;
        successor = to;
        tools.standing.move(LeaderState.HANDING_OVER, cause, nowNs);
        listener.handingOver(true);
        ask();
    }

    /** Repeated with each heartbeat, until it leads or the patience is over. */
    void ask() {
        if (tools.standing.is(LeaderState.HANDING_OVER)) {
            port.send(tools.topology.nextHop(successor), new Handover(self, tools.standing.epoch(), successor));
        }
    }
}
