package dev.tutti.cluster.link;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Which members were lately refused because they run with other times, whoever of both had dialled. Thread-safe. */
final class OtherTimings {
    /** Both ends try again at least so often; who does not is out of reach by now. */
    private static final long LATELY_NS = TimeUnit.SECONDS.toNanos(60);

    private final Door door;
    private final NanoClock clock;
    private final Map<NodeId, Said> said = new ConcurrentHashMap<>();

    private record Said(String why, long atNs) {}

    OtherTimings(Door door, NanoClock clock) {
        this.door = door;
        this.clock = clock;
    }

    /** Greeting that node failed. */
    void failed(NodeId peer, LinkException failure) {
        if (failure.event() == LinkEvent.REFUSED_TIMING && door.isMember(peer)) {
            said.put(peer, new Said(String.valueOf(failure.getMessage()), clock.nanoTime()));
        }
    }

    void linked(NodeId peer) {
        said.remove(peer);
    }

    /** With which times it runs, in words; empty when they are ours, or nobody knows. */
    Optional<String> of(NodeId peer) {
        return Optional.ofNullable(said.get(peer))
                .filter(one -> clock.nanoTime() - one.atNs() < LATELY_NS)
                .map(Said::why);
    }
}
