package dev.tutti.media.forward;

import dev.tutti.media.transport.MediaLoop;

/** A track of another node; usable from any thread. */
public final class RemotePublisher extends TrackSource {
    private final RemoteVoices voices;
    private final long voice;
    private final RemoteTrack track;

    RemotePublisher(MediaLoop loop, RemoteVoices voices, long voice, RemoteTrack track) {
        super(loop, track);
        this.voices = voices;
        this.voice = voice;
        this.track = track;
    }

    @Override
    public void close() {
        loop().postUnlessStopped(() -> voices.remove(voice, track));
    }
}
