package dev.tutti.media.transport;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The counters of a loop: written by its thread alone, except the mailbox's, and read by any. */
final class LoopCounters implements MediaCounters {
    private final AtomicLong packetsIn = new AtomicLong();
    private final AtomicLong packetsOut = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final EnumMap<DropReason, AtomicLong> dropped = new EnumMap<>(DropReason.class);
    private final LongAdder mailboxOverflows = new LongAdder();
    private volatile int transports;

    LoopCounters() {
        for (var reason : DropReason.values()) {
            dropped.put(reason, new AtomicLong());
        }
    }

    void in(int bytes) {
        add(packetsIn, 1);
        add(bytesIn, bytes);
    }

    void out(int bytes) {
        add(packetsOut, 1);
        add(bytesOut, bytes);
    }

    void drop(DropReason reason) {
        var counter = dropped.get(reason);
        if (counter != null) {
            add(counter, 1);
        }
    }

    void mailboxOverflow() {
        mailboxOverflows.increment();
    }

    void transports(int count) {
        transports = count;
    }

    /** One writer: no atomic addition is needed, only that readers see whole values. */
    private static void add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
    }

    @Override
    public long packetsIn() {
        return packetsIn.get();
    }

    @Override
    public long packetsOut() {
        return packetsOut.get();
    }

    @Override
    public long bytesIn() {
        return bytesIn.get();
    }

    @Override
    public long bytesOut() {
        return bytesOut.get();
    }

    @Override
    public Map<DropReason, Long> dropped() {
        var all = new EnumMap<DropReason, Long>(DropReason.class);
        dropped.forEach((reason, counter) -> all.put(reason, counter.get()));
        return all;
    }

    @Override
    public int transports() {
        return transports;
    }

    @Override
    public long mailboxOverflows() {
        return mailboxOverflows.sum();
    }
}
