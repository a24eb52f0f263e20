package dev.tutti.cluster.link;

import dev.tutti.foundation.NanoClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Who came in the last hour and was not let in: so many, the same one told once. Thread-safe. */
final class RefusedVisitors {
    private static final int MAX = 32;
    private static final long LATELY_NS = TimeUnit.HOURS.toNanos(1);

    private final NanoClock clock;
    private final Map<Key, Noted> recent = new LinkedHashMap<>();

    private record Key(LinkEvent event, String who) {}

    private record Noted(String detail, long count, long atNs) {}

    RefusedVisitors(NanoClock clock) {
        this.clock = clock;
    }

    synchronized void note(LinkEvent event, String who, String detail) {
        var key = new Key(event, who);
        var before = recent.remove(key);
        recent.put(key, new Noted(detail, before == null ? 1 : before.count + 1, clock.nanoTime()));
        if (recent.size() > MAX) {
            recent.remove(recent.keySet().iterator().next());
        }
    }

    /** The newest first. */
    synchronized List<LinkRefusal> lately() {
        long now = clock.nanoTime();
        return List.copyOf(recent.entrySet()).reversed().stream()
                .filter(one -> now - one.getValue().atNs < LATELY_NS)
                .map(one -> new LinkRefusal(
                        one.getKey().event,
                        one.getKey().who,
                        one.getValue().detail,
                        one.getValue().count,
                        TimeUnit.NANOSECONDS.toMillis(now - one.getValue().atNs)))
                .toList();
    }
}
