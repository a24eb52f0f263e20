package dev.tutti.media.forward;

import dev.tutti.media.transport.MediaLoop;

/** A track that can be subscribed to, from here or from another node; usable from any thread. */
public abstract sealed class TrackSource permits TrackPublisher, RemotePublisher {
    private final MediaLoop loop;
    private final SourceTrack track;

    TrackSource(MediaLoop loop, SourceTrack track) {
        this.loop = loop;
        this.track = track;
    }

    /** Asks the gate now instead of at the next packet, so that held audio leaves at once after a grant. */
    public final void gateChanged() {
        loop.post(() -> track.tick(loop.nowNs()));
    }

    /** How loud the forwarded audio is, 0 (silence, or nothing forwarded lately) to 1, for active speakers. */
    public final double loudness() {
        return track.loudness();
    }

    /** How the way from the publisher does, as we receive it. */
    public final LinkStats stats() {
        return track.stats();
    }

    /** Ends the track; its subscriptions end with it, each with a BYE. */
    public abstract void close();

    final SourceTrack source() {
        return track;
    }

    final MediaLoop loop() {
        return loop;
    }
}
