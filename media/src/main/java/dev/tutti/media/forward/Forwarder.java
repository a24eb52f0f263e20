package dev.tutti.media.forward;

import dev.tutti.foundation.Entropy;
import dev.tutti.media.Listener;
import dev.tutti.media.TrackGate;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.PeerTransport;
import java.util.concurrent.atomic.AtomicLong;

/** The door of this package: publishes tracks and subscribes to them; any thread may call it. */
public final class Forwarder {
    private final AtomicLong ssrcs = new AtomicLong();

    public Forwarder(MediaLoop loop, Entropy entropy) {}

    /** An SSRC for a subscription's {@code a=ssrc}: random, never 0, not handed out before. */
    public long newSsrc() {
        return ssrcs.incrementAndGet();
    }

    /** Takes audio of this transport as a track; it begins when the media loop has run this. */
    public TrackPublisher publish(PeerTransport transport, PublishSpec spec, TrackGate gate) {
        return new TrackPublisher();
    }

    /** Sends the track to this transport from now on, as far as its gate lets the listener hear it. */
    public TrackSubscription subscribe(
            TrackPublisher publisher, PeerTransport transport, SubscribeSpec spec, Listener listener) {
        return new TrackSubscription();
    }
}
