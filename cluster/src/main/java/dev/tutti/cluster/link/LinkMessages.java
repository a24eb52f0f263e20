package dev.tutti.cluster.link;

import dev.tutti.foundation.NanoClock;
import dev.tutti.wire.Envelope;
import dev.tutti.wire.Message;
import dev.tutti.wire.NodeTag;
import dev.tutti.wire.SessionTag;
import dev.tutti.wire.WireCodec;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Puts this node's own messages into envelopes. Thread-safe. */
final class LinkMessages {
    private static final int USUAL_BYTES = 1024;

    private final NodeTag self;
    private final NanoClock clock;
    private final AtomicLong seq = new AtomicLong();

    LinkMessages(NodeTag self, NanoClock clock) {
        this.self = self;
        this.clock = clock;
    }

    NodeTag self() {
        return self;
    }

    byte[] encode(Message message) {
        var envelope = new Envelope(SessionTag.NONE, self, seq.incrementAndGet() & 0xFFFF_FFFFL, nowUs());
        try {
            return encoded(envelope, message, USUAL_BYTES);
        } catch (BufferOverflowException _) {
            return encoded(envelope, message, Envelope.LENGTH + Envelope.MAX_PAYLOAD);
        }
    }

    private static byte[] encoded(Envelope envelope, Message message, int capacity) {
        var buffer = ByteBuffer.allocate(capacity);
        new WireCodec().encode(envelope, message, buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    long nowUs() {
        return TimeUnit.NANOSECONDS.toMicros(clock.nanoTime());
    }
}
