package dev.tutti.cluster.discovery;

import dev.tutti.cluster.admission.AskLimit;
import dev.tutti.foundation.Entropy;
import dev.tutti.foundation.NanoClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks by UDP who is there, and answers who asks. An answer counts only when it carries a nonce of one of our newest
 * questions; questions of one address, and of all, are answered only so often. Thread-safe.
 */
public final class ProbeDesk {
    private static final int MAX_OPEN_QUESTIONS = 8;
    private static final int ANSWERS_PER_ADDRESS = 60;
    private static final int ANSWERS_TOGETHER = 1_200;

    private final Supplier<Announcement> self;
    private final Sightings sightings;
    private final Sender sender;
    private final Entropy entropy;
    private final AskLimit limit;
    private final Deque<Long> nonces = new ArrayDeque<>();
    private final LongAdder answered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** Sends a datagram from the node port; false when the network did not take it. Must not block. */
    @FunctionalInterface
    public interface Sender {
        boolean send(ByteBuffer datagram, InetSocketAddress to);
    }

    public ProbeDesk(
            Supplier<Announcement> self, Sightings sightings, Sender sender, NanoClock clock, Entropy entropy) {
        this.self = self;
        this.sightings = sightings;
        this.sender = sender;
        this.entropy = entropy;
        limit = new AskLimit(clock, ANSWERS_PER_ADDRESS, ANSWERS_TOGETHER);
    }

    /** What became of a datagram. */
    public enum Outcome {
        TAKEN,
        TOO_OFTEN,
        UNASKED,
        NO_PROBE
    }

    /** A datagram from anybody; what is no probe, or not for us, is counted and forgotten. */
    public Outcome received(ByteBuffer datagram, InetSocketAddress from) {
        var question = ProbeCodec.readQuestion(datagram);
        if (question.isPresent()) {
            if (!limit.take(from.getAddress().getHostAddress())) {
                refused.increment();
                return Outcome.TOO_OFTEN;
            }
            if (sender.send(ProbeCodec.answer(question.get(), self.get()), from)) {
                answered.increment();
            }
            return Outcome.TAKEN;
        }
        var answer = ProbeCodec.readAnswer(datagram);
        if (answer.isEmpty() || !isOpen(answer.get().nonce())) {
            refused.increment();
            return answer.isEmpty() ? Outcome.NO_PROBE : Outcome.UNASKED;
        }
        var announcement = answer.get().announcement();
        // Not the address it may claim, but the one it answered from.
        var address = new InetSocketAddress(from.getAddress(), announcement.nodePort());
        sightings.seen(new Sighting(announcement, address, Sighting.Via.PROBE, from.toString()));
        return Outcome.TAKEN;
    }

    /** Asks everybody on every interface that has a broadcast address, and those addresses. */
    public void ask(int port, List<InetSocketAddress> also) {
        long nonce = newNonce();
        for (var address : broadcastAddresses()) {
            sender.send(ProbeCodec.question(nonce), new InetSocketAddress(address, port));
        }
        for (var address : also) {
            if (!address.isUnresolved()) {
                sender.send(ProbeCodec.question(nonce), address);
            }
        }
    }

    private synchronized long newNonce() {
        long nonce = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
        nonces.addLast(nonce);
        if (nonces.size() > MAX_OPEN_QUESTIONS) {
            nonces.removeFirst();
        }
        return nonce;
    }

    private synchronized boolean isOpen(long nonce) {
        return nonces.contains(nonce);
    }

    static List<InetAddress> broadcastAddresses() {
        var addresses = new ArrayList<InetAddress>();
        try {
            for (var networkInterface : NetworkInterface.networkInterfaces().toList()) {
                if (networkInterface.isUp() && !networkInterface.isLoopback()) {
                    for (InterfaceAddress one : networkInterface.getInterfaceAddresses()) {
                        @Nullable InetAddress broadcast = one.getBroadcast();
                        if (broadcast != null) {
                            addresses.add(broadcast);
                        }
                    }
                }
            }
        } catch (SocketException _) {
            return addresses; // an interface vanished meanwhile: the next round sees the others
        }
        return addresses;
    }

    public long answeredCount() {
        return answered.sum();
    }

    public long refusedCount() {
        return refused.sum();
    }
}
