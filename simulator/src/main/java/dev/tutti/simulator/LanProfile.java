package dev.tutti.simulator;

import java.util.SplittableRandom;

/** How a way between two machines behaves, per direction (the profiles of the field: clean, busy, stress). */
public enum LanProfile {
    /** 2 ms and a lognormal of median 3 ms, at most 10; 0.5 % lost. */
    A(0.005, 1, 0),
    /** 10 ms and a gamma of mean 12 ms, at most 40; 2 % lost in bursts of 2, 0.5 % out of order. */
    B(0.02, 2, 0.005),
    /** B with spikes up to 200 ms for 300 ms every 5 to 15 s; 5 % lost in bursts of 5, 2 % out of order. */
    C(0.05, 5, 0.02);

    private static final double DOUBLED = 0.002;

    private final double loss;
    private final double meanBurst;
    private final double reordered;

    LanProfile(double loss, double meanBurst, double reordered) {
        this.loss = loss;
        this.meanBurst = meanBurst;
        this.reordered = reordered;
    }

    /** One direction between two machines, with the memory that bursts and spikes need. */
    final class Way {
        private final SplittableRandom random;
        private boolean losing;
        private long spikeAtNs;

        Way(SplittableRandom random) {
            this.random = random;
            spikeAtNs = VirtualTime.ms(random.nextInt(5_000, 15_000));
        }

        boolean loses() {
            // Gilbert: a burst ends with 1/mean, and begins so often that the share of lost packets comes out right.
            double begins = loss / (1 - loss) / meanBurst;
            losing = losing ? random.nextDouble() >= 1 / meanBurst : random.nextDouble() < begins;
            return losing;
        }

        boolean doubles() {
            return random.nextDouble() < DOUBLED;
        }

        long delayNs(long nowNs) {
            double ms = LanProfile.this == A ? 2 + Math.min(10, 3 * Math.exp(0.5 * gaussian())) : 10 + gamma();
            if (random.nextDouble() < reordered) {
                ms += 20 + 40 * random.nextDouble();
            }
            if (LanProfile.this == C && inSpike(nowNs)) {
                ms = 100 + 100 * random.nextDouble();
            }
            return (long) (ms * 1e6);
        }

        private boolean inSpike(long nowNs) {
            if (nowNs - spikeAtNs > VirtualTime.ms(300)) {
                spikeAtNs = nowNs + VirtualTime.ms(random.nextInt(5_000, 15_000));
            }
            return nowNs >= spikeAtNs;
        }

        /** Shape 2, so that the sum of two exponentials does it. */
        private double gamma() {
            double sum = -6 * (Math.log(1 - random.nextDouble()) + Math.log(1 - random.nextDouble()));
            return Math.min(40, sum);
        }

        private double gaussian() {
            return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
        }
    }

    Way way(SplittableRandom random) {
        return new Way(random);
    }
}
