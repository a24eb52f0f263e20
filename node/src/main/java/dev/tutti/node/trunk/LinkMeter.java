package dev.tutti.node.trunk;

import dev.tutti.cluster.datagram.NodeDatagrams;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.sealed.SealedVerdict;
import java.util.HashMap;
import java.util.Map;

/** How many of each peer's datagrams are lost, by the gaps in their counters; the relay thread only. */
final class LinkMeter {
    /** Fewer than these say nothing. */
    private static final int ENOUGH = 20;
    /** How much the newest measurement weighs. */
    private static final double WEIGHT = 0.3;

    private static final int PERMILLE = 1_000;

    private final Map<NodeId, Sample> samples = new HashMap<>();

    private record Sample(long expected, long came, double loss) {}

    /** Call it at even intervals: the smoothed loss of what that peer sends. */
    int lossPermille(NodeDatagrams datagrams, NodeId peer) {
        long expected = datagrams.expected(peer);
        long came = datagrams.count(peer, SealedVerdict.OPENED);
        Sample last = samples.get(peer);
        if (last == null || expected < last.expected()) {
            samples.put(peer, new Sample(expected, came, 0));
            return 0;
        }
        long sent = expected - last.expected();
        if (sent >= ENOUGH) {
            double lost = Math.clamp(1 - (came - last.came()) / (double) sent, 0.0, 1.0);
            samples.put(peer, new Sample(expected, came, last.loss() + WEIGHT * (lost - last.loss())));
        }
        return (int) Math.round(last.loss() * PERMILLE);
    }

    void forget(NodeId peer) {
        samples.remove(peer);
    }
}
