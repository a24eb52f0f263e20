package dev.tutti.simulator;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A network of a few machines, numbered from 0, with a way of its own for each direction of each pair: it delays, loses,
 * doubles and reorders as its profile says, and each direction can be cut by itself, by several faults at a time.
 */
final class Lan {
    private final VirtualTime time;
    private final int nodes;
    private final LanProfile.Way[] ways;
    private final int[] cuts;
    private final double[] extraLoss;
    private final SplittableRandom random;

    Lan(VirtualTime time, SplittableRandom random, LanProfile profile, int nodes) {
        this.time = time;
        this.random = random;
        this.nodes = nodes;
        ways = new LanProfile.Way[nodes * nodes];
        cuts = new int[nodes * nodes];
        extraLoss = new double[nodes * nodes];
        for (int way = 0; way < ways.length; way++) {
            ways[way] = profile.way(random.split());
        }
    }

    /** Whether nothing is cut between them. */
    boolean isOpen(int one, int other) {
        return cuts[one * nodes + other] == 0 && cuts[other * nodes + one] == 0;
    }

    /** Carries a datagram, or not. */
    void send(int from, int to, Runnable deliver) {
        int way = from * nodes + to;
        // The dice of a way fall also while it is cut, so that a cut changes nothing else.
        boolean lost = ways[way].loses() || random.nextDouble() < extraLoss[way];
        if (lost || cuts[way] > 0) {
            return;
        }
        time.after(ways[way].delayNs(time.nowNs()), deliver);
        if (ways[way].doubles()) {
            time.after(ways[way].delayNs(time.nowNs()), deliver);
        }
    }

    /** Whether anything gets through in that direction. */
    boolean reaches(int from, int to) {
        return cuts[from * nodes + to] == 0;
    }

    /** The same, and not so badly that a link there is as good as none. */
    boolean carries(int from, int to) {
        return reaches(from, to) && extraLoss[from * nodes + to] == 0;
    }

    /** One direction only; the other may still work. */
    void cut(int from, int to) {
        cuts[from * nodes + to]++;
    }

    void mend(int from, int to) {
        int way = from * nodes + to;
        if (cuts[way] > 0) {
            cuts[way]--;
        }
    }

    void lose(int from, int to, double share) {
        extraLoss[from * nodes + to] = share;
    }

    /** Ends every cut and every extra loss. */
    void heal() {
        Arrays.fill(cuts, 0);
        Arrays.fill(extraLoss, 0);
    }
}
