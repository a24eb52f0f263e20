package dev.tutti.cluster.discovery;

import dev.tutti.foundation.NanoClock;
import dev.tutti.foundation.NodeId;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The newest sightings of each node: at most so many nodes and addresses, forgotten when not renewed. A flood of invented
 * nodes drives out the oldest sightings, and nothing else. Thread-safe.
 */
public final class SightingBook implements Sightings {
    public static final int MAX_SIGHTINGS = 256;
    /** mDNS records of hosts live for two minutes; a probe is repeated much more often. */
    public static final Duration LIFE = Duration.ofMinutes(3);

    private static final int MAX_PER_NODE = 8;

    private final NodeId self;
    private final NanoClock clock;
    private final Sightings next;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private final LongAdder driven = new LongAdder();

    private record Key(NodeId node, String address, Sighting.Via via) {}

    private record Kept(Sighting sighting, long atNs) {}

    /** A sighting, and how long ago it was renewed. */
    public record Aged(Sighting sighting, long ageMs) {}

    /** @param next is told of each, also of renewals; not of this node itself */
    public SightingBook(NodeId self, NanoClock clock, Sightings next) {
        this.self = self;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public void seen(Sighting sighting) {
        var node = sighting.announcement().node();
        if (node.equals(self)) {
            return;
        }
        keep(new Key(node, sighting.address().toString(), sighting.via()), sighting);
        next.seen(sighting);
    }

    private synchronized void keep(Key key, Sighting sighting) {
        long now = clock.nanoTime();
        sweep(now);
        kept.remove(key);
        if (kept.keySet().stream().filter(one -> one.node().equals(key.node())).count() >= MAX_PER_NODE) {
            drop(kept.keySet().stream()
                    .filter(one -> one.node().equals(key.node()))
                    .findFirst()
                    .orElseThrow());
        } else if (kept.size() >= MAX_SIGHTINGS) {
            drop(kept.keySet().iterator().next());
        }
        kept.put(key, new Kept(sighting, now));
    }

    private void drop(Key key) {
        kept.remove(key);
        driven.increment();
    }

    private void sweep(long now) {
        kept.values().removeIf(one -> now - one.atNs() > LIFE.toNanos());
    }

    /** Those that are fresh, in a fixed order. */
    public synchronized List<Aged> fresh() {
        long now = clock.nanoTime();
        sweep(now);
        return kept.values().stream()
                .sorted(Comparator.comparing(
                                (Kept one) -> one.sighting().announcement().node())
                        .thenComparing(one -> one.sighting().address().toString()))
                .map(one -> new Aged(
                        one.sighting(), Duration.ofNanos(now - one.atNs()).toMillis()))
                .toList();
    }

    /** How many were driven out by others before their time. */
    public long drivenOut() {
        return driven.sum();
    }
}
