package dev.tutti.simulator;

import java.util.SplittableRandom;

/** The row of numbers that a node keeps (boots and terms): a sync takes its time, may fail, and dies with the machine. */
final class NodeDisk {
    private final VirtualTime time;
    private final SplittableRandom random;
    private long boots;
    private long durableTerm;
    private long power;
    private boolean nextFails;
    private long slowUntilNs = -VirtualTime.ms(3_000);

    NodeDisk(VirtualTime time, SplittableRandom random) {
        this.time = time;
        this.random = random;
    }

    /** A start: the boot count is durable before the node says anything. */
    long boot() {
        return ++boots;
    }

    long durableTerm() {
        return durableTerm;
    }

    /** Calls back when the term is on the disk, or could not be; never after a crash. */
    void persist(long term, Runnable done, Runnable failed) {
        long before = power;
        long tookNs = time.nowNs() < slowUntilNs
                ? VirtualTime.ms(random.nextInt(300, 2_500))
                : VirtualTime.ms(1) + random.nextLong(VirtualTime.ms(8));
        boolean fails = nextFails;
        nextFails = false;
        time.after(tookNs, () -> {
            if (power != before) {
                return;
            }
            if (fails) {
                failed.run();
                return;
            }
            durableTerm = Long.compareUnsigned(term, durableTerm) > 0 ? term : durableTerm;
            done.run();
        });
    }

    /** What was not synced is gone. */
    void crash() {
        power++;
        nextFails = false;
    }

    void failNextSync() {
        nextFails = true;
    }

    /** Or was a moment ago, so that something may still be on its way to it. */
    boolean isSlow() {
        return time.nowNs() < slowUntilNs + VirtualTime.ms(3_000);
    }

    void heal() {
        slowUntilNs = 0;
        nextFails = false;
    }

    void slowFor(long forNs) {
        slowUntilNs = time.nowNs() + forNs;
    }
}
