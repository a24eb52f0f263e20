package dev.tutti.session.floor;

import dev.tutti.foundation.UserId;

/** What somebody hears: a set of channels, written by the floor's thread, read by the media loop. */
public final class FloorEar {
    private final UserId userId;
    private volatile long channels;

    FloorEar(UserId userId) {
        this.userId = userId;
    }

    public UserId userId() {
        return userId;
    }

    long channels() {
        return channels;
    }

    void listenTo(long set) {
        channels = set;
    }
}
