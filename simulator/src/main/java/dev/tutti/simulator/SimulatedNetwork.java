package dev.tutti.simulator;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Carries messages between nodes: late, lost, doubled, in another order, or not at all while a way is cut. */
final class SimulatedNetwork {
    private static final double LOSS = 0.02;
    private static final double DOUBLED = 0.03;
    private static final double SPIKE = 0.08;
    private static final double STRAY = 0.002;

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Map<String, Long> cutUntilNs = new HashMap<>();
    private boolean healed;

    SimulatedNetwork(VirtualTime time, SplittableRandom random) {
        this.time = time;
        this.random = random;
    }

    void send(String from, String to, Runnable deliver) {
        if (!healed && (isCut(from, to) || random.nextDouble() < LOSS)) {
            return;
        }
        time.after(delayNs(), deliver);
        if (!healed && random.nextDouble() < DOUBLED) {
            time.after(delayNs(), deliver);
        }
    }

    private long delayNs() {
        double dice = healed ? 1 : random.nextDouble();
        if (dice < STRAY) {
            return VirtualTime.ms(random.nextInt(1_000, 8_000));
        }
        if (dice < STRAY + SPIKE) {
            return VirtualTime.ms(random.nextInt(50, 600));
        }
        return VirtualTime.ms(1) + random.nextInt(4_000_000);
    }

    /** One way only; the other may still work. */
    void cut(String from, String to, long forNs) {
        cutUntilNs.put(from + ">" + to, time.nowNs() + forNs);
    }

    private boolean isCut(String from, String to) {
        return cutUntilNs.getOrDefault(from + ">" + to, -1L) > time.nowNs();
    }

    /** From now on it only delays. */
    void heal() {
        healed = true;
    }
}
