package dev.tutti.foundation;

import java.security.SecureRandom;
import java.util.SplittableRandom;

/** Randomness as an argument: unpredictable in production, seeded in tests and simulation. Thread-safe. */
@FunctionalInterface
public interface Entropy {
    void fill(byte[] bytes);

    static Entropy system() {
        return new SecureRandom()::nextBytes;
    }

    static Entropy seeded(long seed) {
        var random = new SplittableRandom(seed);
        return bytes -> {
            synchronized (random) {
                random.nextBytes(bytes);
            }
        };
    }

    default byte[] bytes(int count) {
        var bytes = new byte[count];
        fill(bytes);
        return bytes;
    }
}
