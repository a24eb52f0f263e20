package dev.tutti.media.forward;

/** A published track on its way to one subscriber; usable from any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class TrackSubscription {
    TrackSubscription() {}

    public long ssrc() {
        throw new UnsupportedOperationException();
    }

    /** Takes a changed description after a new answer: payload types, ids or mid. The SSRC stays. */
    public void update(SubscribeSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Stops sending without ending the stream, as UpdateTrackSettings.disabled asks. */
    public void pause(boolean paused) {
        throw new UnsupportedOperationException();
    }

    /** How the subscriber's link does, as it reports it. */
    public LinkStats stats() {
        throw new UnsupportedOperationException();
    }

    /** Ends the stream with a BYE. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
