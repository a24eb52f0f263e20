package dev.tutti.media.forward;

/** A published track on its way in; usable from any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class TrackPublisher {
    TrackPublisher() {}

    public String trackSid() {
        throw new UnsupportedOperationException();
    }

    /** Takes a changed description after a new offer: SSRC, payload types or ids. */
    public void update(PublishSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** Asks the gate now instead of at the next packet, so that held audio leaves at once after a grant. */
    public void gateChanged() {
        throw new UnsupportedOperationException();
    }

    /** How loud the forwarded audio is, 0 (silence, or nothing forwarded lately) to 1, for active speakers. */
    public double loudness() {
        throw new UnsupportedOperationException();
    }

    /** How the publisher's link does, as we receive it. */
    public LinkStats stats() {
        throw new UnsupportedOperationException();
    }

    /** Ends the track; its subscriptions end with it, each with a BYE. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
