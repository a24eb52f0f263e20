package dev.tutti.media;

/** The policy's answer about one track, asked on the media loop for every packet: it must neither block nor allocate. */
public interface TrackGate {
    /** What happens to a packet that arrived at {@code nowNs} on the media loop's monotonic clock. */
    Verdict verdict(long nowNs);

    /** Whether a packet would be forwarded at this moment: asked on the media loop when none has come; changes nothing. */
    boolean passes(long nowNs);

    /** Since when the pre-roll may hold: packets that arrived before this moment are never forwarded from it. */
    long heldSinceNs();

    /** Whether this listener has the right to hear the track (its channel, and the listener's rights in it). */
    boolean audibleTo(Listener listener);
}
