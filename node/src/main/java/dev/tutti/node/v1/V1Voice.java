package dev.tutti.node.v1;

import dev.tutti.foundation.Mailbox;
import dev.tutti.foundation.NanoClock;
import dev.tutti.wire.v1.V1Message;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said in the channel, decoded once for all v1 peers that listen, on a thread of its own. */
final class V1Voice implements AutoCloseable {
    /** Two seconds; whoever is later has lost it. */
    private static final int WAITING = 100;
    /** In a channel without a floor, who talks first is heard until silent for so long. */
    private static final long SILENT_NS = 200_000_000L;

    private static final Logger log = LoggerFactory.getLogger(V1Voice.class);

    private final Mailbox<Packet> packets = new Mailbox<>(WAITING);
    private final Consumer<V1Message.Audio> listeners;
    private final NanoClock clock;
    private final PcmOutlet outlet = new PcmOutlet();
    private final Thread thread;
    private long voice = -1;
    private long heardNs;

    @SuppressWarnings("ArrayRecordComponent") // read once, by its one owner
    private record Packet(long voice, byte[] opus) {}

    V1Voice(NanoClock clock, Consumer<V1Message.Audio> listeners) {
        this.clock = clock;
        this.listeners = listeners;
        thread = Thread.ofPlatform().name("v1-voice").daemon().start(this::run);
    }

    /** Any thread, never waits. */
    void heard(long from, byte[] packet, int offset, int length) {
        packets.post(new Packet(from, Arrays.copyOfRange(packet, offset, offset + length)));
    }

    private void run() {
        try {
            while (!packets.isClosed()) {
                Packet next = packets.take(TimeUnit.SECONDS.toNanos(1));
                if (next != null) {
                    decode(next, clock.nanoTime());
                }
            }
        } catch (InterruptedException _) {
            log.debug("the voice of v1 stops");
        }
    }

    private void decode(Packet packet, long nowNs) {
        if (packet.voice != voice) {
            if (voice >= 0 && nowNs - heardNs < SILENT_NS) {
                return;
            }
            voice = packet.voice;
            outlet.reset();
        }
        heardNs = nowNs;
        try {
            outlet.take(packet.opus, packet.opus.length, listeners);
        } catch (RuntimeException e) {
            log.error("a packet could not be turned into PCM", e);
        }
    }

    @Override
    public void close() {
        packets.close();
        thread.interrupt();
    }
}
