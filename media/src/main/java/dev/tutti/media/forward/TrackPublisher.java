package dev.tutti.media.forward;

import dev.tutti.media.transport.MediaLoop;

/** A published track on its way in; usable from any thread. */
public final class TrackPublisher {
    private final MediaLoop loop;
    private final PeerStreams peer;
    private final IncomingTrack track;
    private final String trackSid;

    TrackPublisher(MediaLoop loop, PeerStreams peer, IncomingTrack track) {
        this.loop = loop;
        this.peer = peer;
        this.track = track;
        trackSid = track.spec().trackSid();
    }

    public String trackSid() {
        return trackSid;
    }

    /** Takes a changed description after a new offer: SSRC, payload types or ids. */
    public void update(PublishSpec spec) {
        loop.post(() -> track.update(spec));
    }

    /** Asks the gate now instead of at the next packet, so that held audio leaves at once after a grant. */
    public void gateChanged() {
        loop.post(() -> track.tick(loop.nowNs()));
    }

    /** How loud the forwarded audio is, 0 (silence, or nothing forwarded lately) to 1, for active speakers. */
    public double loudness() {
        return track.loudness();
    }

    /** How the publisher's link does, as we receive it. */
    public LinkStats stats() {
        return track.stats();
    }

    /** Ends the track; its subscriptions end with it, each with a BYE. */
    public void close() {
        loop.postUnlessStopped(() -> peer.remove(track));
    }

    IncomingTrack track() {
        return track;
    }
}
