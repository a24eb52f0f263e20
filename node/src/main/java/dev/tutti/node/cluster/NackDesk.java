package dev.tutti.node.cluster;

import dev.tutti.foundation.Fence;
import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import dev.tutti.wire.ChannelTag;
import dev.tutti.wire.LinkMessage.Nack;
import dev.tutti.wire.LogPosition;
import dev.tutti.wire.MessageType;
import dev.tutti.wire.NackReason;
import dev.tutti.wire.Received;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What a peer is told of a message that this node cannot read (docs/protocol-v2.md, "Refusals"). Thread-safe. */
final class NackDesk {
    static final int MOST_A_SECOND = 5;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final NanoClock clock;
    private final Map<NodeId, Second> answered = new ConcurrentHashMap<>();

    private record Second(long sinceNs, AtomicInteger answers) {}

    NackDesk(NanoClock clock) {
        this.clock = clock;
    }

    /** Empty where silence is the answer: to a header that is not believed, to a NACK, and to one who errs too often. */
    Optional<Nack> answer(NodeId peer, Received.Refused refused) {
        return reason(refused)
                .filter(_ -> refused.type() != MessageType.NACK.code() && mayAnswer(peer))
                .map(reason -> new Nack(
                        reason, refused.type(), refused.seq(), ChannelTag.NONE, Fence.NONE, new LogPosition(0, 0), ""));
    }

    private static Optional<NackReason> reason(Received.Refused refused) {
        return switch (refused.verdict()) {
            case UNKNOWN_TYPE -> Optional.of(NackReason.UNSUPPORTED);
            case TRUNCATED, OVER_LIMIT, BAD_TEXT, BAD_NUMBER -> Optional.of(NackReason.MALFORMED);
            default -> Optional.empty();
        };
    }

    private boolean mayAnswer(NodeId peer) {
        long now = clock.nanoTime();
        var second = answered.compute(
                peer,
                (_, old) ->
                        old == null || now - old.sinceNs() >= SECOND_NS ? new Second(now, new AtomicInteger()) : old);
        return second.answers().incrementAndGet() <= MOST_A_SECOND;
    }

    void forget(NodeId peer) {
        answered.remove(peer);
    }
}
