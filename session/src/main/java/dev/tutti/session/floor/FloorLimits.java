package dev.tutti.session.floor;

/** How many wait in a channel at most, and how fast one person may ask. */
public record FloorLimits(int lineLength, int requestBurst, double requestsPerS) {
    public static final FloorLimits DEFAULT = new FloorLimits(256, 20, 10);
}
