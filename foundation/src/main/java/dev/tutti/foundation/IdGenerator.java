package dev.tutti.foundation;

import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Random;
import java.util.UUID;

/** Draws ids that sort by time (UUIDv7) from an injected clock and entropy. Thread-safe. */
public final class IdGenerator {
    private final TimeBasedEpochGenerator uuids;

    public IdGenerator(WallClock clock, Entropy entropy) {
        uuids = new TimeBasedEpochGenerator(new EntropyRandom(entropy), new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.now().toEpochMilli();
            }
        });
    }

    public UUID uuid() {
        return uuids.generate();
    }

    public SessionId sessionId() {
        return new SessionId(uuid().toString());
    }

    public UserId userId() {
        return new UserId(uuid().toString());
    }

    /** What a log line, an answer and an error carry to be found together. */
    public String requestId() {
        return uuid().toString();
    }

    /** Lets a library that wants a {@link Random} draw from our entropy. */
    private static final class EntropyRandom extends Random {
        private static final long serialVersionUID = 1L;

        private final transient Entropy entropy;

        EntropyRandom(Entropy entropy) {
            super(0);
            this.entropy = entropy;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            entropy.fill(bytes);
        }

        @Override
        protected int next(int bits) {
            byte[] four = entropy.bytes(4);
            int word = (four[0] & 0xff) << 24 | (four[1] & 0xff) << 16 | (four[2] & 0xff) << 8 | (four[3] & 0xff);
            return word >>> (32 - bits);
        }
    }
}
