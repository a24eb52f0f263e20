package dev.tutti.cluster.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens to links. Thread-safe. */
public final class LinkCounters {
    private final Map<LinkEvent, LongAdder> counts = new EnumMap<>(LinkEvent.class);
    private final LongAdder framesIn = new LongAdder();
    private final LongAdder framesOut = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();

    public LinkCounters() {
        for (var event : LinkEvent.values()) {
            counts.put(event, new LongAdder());
        }
    }

    void count(LinkEvent event) {
        adder(event).increment();
    }

    void in(int bytes) {
        framesIn.increment();
        bytesIn.add(bytes);
    }

    void out(int bytes) {
        framesOut.increment();
        bytesOut.add(bytes);
    }

    public long of(LinkEvent event) {
        return adder(event).sum();
    }

    public long framesIn() {
        return framesIn.sum();
    }

    public long framesOut() {
        return framesOut.sum();
    }

    public long bytesIn() {
        return bytesIn.sum();
    }

    public long bytesOut() {
        return bytesOut.sum();
    }

    private LongAdder adder(LinkEvent event) {
        var adder = counts.get(event);
        if (adder == null) {
            throw new IllegalStateException("no counter of " + event);
        }
        return adder;
    }
}
