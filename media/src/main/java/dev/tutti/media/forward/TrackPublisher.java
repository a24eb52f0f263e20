package dev.tutti.media.forward;

import dev.tutti.media.transport.MediaLoop;

/** A track published here, on its way in; usable from any thread. */
public final class TrackPublisher extends TrackSource {
    private final PeerStreams peer;
    private final IncomingTrack track;
    private final String trackSid;

    TrackPublisher(MediaLoop loop, PeerStreams peer, IncomingTrack track) {
        super(loop, track);
        this.peer = peer;
        this.track = track;
        trackSid = track.spec().trackSid();
    }

    public String trackSid() {
        return trackSid;
    }

    /** Takes a changed description after a new offer: SSRC, payload types or ids. */
    public void update(PublishSpec spec) {
        loop().post(() -> track.update(spec));
    }

    @Override
    public void close() {
        loop().postUnlessStopped(() -> peer.remove(track));
    }

    IncomingTrack track() {
        return track;
    }
}
