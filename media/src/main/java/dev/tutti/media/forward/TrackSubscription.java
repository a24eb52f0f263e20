package dev.tutti.media.forward;

import dev.tutti.media.transport.MediaLoop;

/** A published track on its way to one subscriber; usable from any thread. */
public final class TrackSubscription {
    private final MediaLoop loop;
    private final PeerStreams peer;
    private final OutgoingTrack track;
    private final long ssrc;

    TrackSubscription(MediaLoop loop, PeerStreams peer, OutgoingTrack track) {
        this.loop = loop;
        this.peer = peer;
        this.track = track;
        ssrc = track.spec().ssrc();
    }

    public long ssrc() {
        return ssrc;
    }

    /** Takes a changed description after a new answer: payload types, ids or mid. The SSRC stays. */
    public void update(SubscribeSpec spec) {
        if (spec.ssrc() != ssrc) {
            throw new IllegalArgumentException("A subscription keeps its SSRC");
        }
        loop.post(() -> track.update(spec));
    }

    /** Stops sending without ending the stream, as UpdateTrackSettings.disabled asks. */
    public void pause(boolean paused) {
        loop.post(() -> track.pause(paused));
    }

    /** How the subscriber's link does, as it reports it. */
    public LinkStats stats() {
        return track.stats();
    }

    /** Ends the stream with a BYE. */
    public void close() {
        loop.postUnlessStopped(() -> peer.remove(track));
    }
}
