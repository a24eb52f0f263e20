package dev.tutti.simulator;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/** The one queue of what will happen; equal times keep the order in which they were planned. */
final class VirtualTime {
    private final PriorityQueue<Planned> queue = new PriorityQueue<>();
    private long nowNs;
    private long planned;
    private long trace = 0xcbf29ce484222325L;

    private record Planned(long atNs, long order, Runnable what) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    long nowNs() {
        return nowNs;
    }

    void after(long delayNs, Runnable what) {
        queue.add(new Planned(nowNs + Math.max(0, delayNs), planned++, what));
    }

    void runUntil(long endNs) {
        while (!queue.isEmpty() && queue.element().atNs() <= endNs) {
            Planned next = queue.remove();
            nowNs = next.atNs();
            next.what().run();
        }
        nowNs = endNs;
    }

    /** Mixes something that happened into the trace, with its time. */
    void trace(String what) {
        mix(nowNs);
        mix(what.hashCode());
    }

    /** The same for a number, which costs less. */
    void trace(long what) {
        mix(nowNs);
        mix(what);
    }

    private void mix(long value) {
        trace = (trace ^ value) * 0x100000001b3L;
        trace ^= trace >>> 29;
    }

    long traceHash() {
        return trace;
    }

    static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
