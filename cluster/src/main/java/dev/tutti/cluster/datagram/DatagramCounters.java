package dev.tutti.cluster.datagram;

import dev.tutti.wire.sealed.SealedVerdict;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts datagrams by what became of them. Thread-safe. */
public final class DatagramCounters {
    private final Map<SealedVerdict, LongAdder> verdicts = new EnumMap<>(SealedVerdict.class);
    private final LongAdder sent = new LongAdder();
    private final LongAdder unsent = new LongAdder();

    DatagramCounters() {
        for (var verdict : SealedVerdict.values()) {
            verdicts.put(verdict, new LongAdder());
        }
    }

    void count(SealedVerdict verdict) {
        adder(verdict).increment();
    }

    void sent() {
        sent.increment();
    }

    void unsent() {
        unsent.increment();
    }

    public long of(SealedVerdict verdict) {
        return adder(verdict).sum();
    }

    private LongAdder adder(SealedVerdict verdict) {
        var adder = verdicts.get(verdict);
        if (adder == null) {
            throw new IllegalStateException("no counter of " + verdict);
        }
        return adder;
    }

    public long sentCount() {
        return sent.sum();
    }

    /** That the network did not take. */
    public long unsentCount() {
        return unsent.sum();
    }
}
