package dev.tutti.benchmarks.load;

import dev.tutti.benchmarks.Samples;
import java.util.ArrayList;
import java.util.List;

/** What all participants of one load run have seen; thread-safe. */
final class LoadTally {
    private final Samples joinsMs = new Samples();
    private final Samples decisionsMs = new Samples();
    private final Samples reconnectsMs = new Samples();
    private final Samples stormsMs = new Samples();
    private final List<String> failures = new ArrayList<>();
    private long expected;
    private int talks;
    private int gaps;

    synchronized void joined(long ns) {
        joinsMs.addNsAsMs(ns);
    }

    synchronized void decided(long ns) {
        decisionsMs.addNsAsMs(ns);
    }

    synchronized void reconnected(long ns) {
        reconnectsMs.addNsAsMs(ns);
    }

    synchronized void stormed(long ns) {
        stormsMs.addNsAsMs(ns);
    }

    /** Somebody who listened heard nothing for over 100 ms in the middle of a talk. */
    synchronized void gap() {
        gaps++;
    }

    synchronized int gaps() {
        return gaps;
    }

    synchronized Samples stormsMs() {
        return stormsMs;
    }

    /** A talk of so many packets was sent to so many steady listeners. */
    synchronized void talked(int packets, int listeners) {
        expected += (long) packets * listeners;
        talks++;
    }

    synchronized void failed(Exception failure) {
        var text = new StringBuilder(String.valueOf(failure.getMessage()));
        if (failure.getCause() != null) {
            text.append(": ").append(failure.getCause().getMessage());
        }
        failures.add(text.toString());
    }

    synchronized Samples joinsMs() {
        return joinsMs;
    }

    synchronized Samples decisionsMs() {
        return decisionsMs;
    }

    synchronized Samples reconnectsMs() {
        return reconnectsMs;
    }

    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    synchronized long expected() {
        return expected;
    }

    synchronized int talks() {
        return talks;
    }
}
