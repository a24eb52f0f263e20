package dev.tutti.cluster.engine;

import dev.tutti.cluster.membership.ElectionTimes;
import dev.tutti.session.floor.FloorTimes;
import dev.tutti.wire.Timing;

/** A node's times; those of the floor are of all nodes: a new leader waits for the leases that the one before gave. */
public record EngineTimes(ElectionTimes election, FloorTimes floor) {
    public static EngineTimes of(Timing timing) {
        return switch (timing) {
            case FAST -> new EngineTimes(ElectionTimes.FAST, FloorTimes.FAST);
            case FRUGAL -> new EngineTimes(ElectionTimes.FRUGAL, FloorTimes.FRUGAL);
        };
    }
}
