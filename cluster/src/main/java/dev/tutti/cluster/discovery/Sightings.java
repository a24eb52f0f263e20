package dev.tutti.cluster.discovery;

/** Hears of nodes that were seen; any thread, must not block, must believe nothing of it. */
@FunctionalInterface
public interface Sightings {
    void seen(Sighting sighting);
}
