package dev.tutti.media.dtls;

import dev.tutti.foundation.Entropy;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/** The hub's entropy in the shape that cryptographic libraries ask for. */
final class EntropyRandom extends SecureRandom {
    EntropyRandom(Entropy entropy) {
        super(new Spi(entropy), null);
    }

    private static final class Spi extends SecureRandomSpi {
        private final transient Entropy entropy;

        Spi(Entropy entropy) {
            this.entropy = entropy;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // The source seeds itself.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            entropy.fill(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            return entropy.bytes(count);
        }
    }
}
