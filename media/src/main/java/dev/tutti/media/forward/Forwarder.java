package dev.tutti.media.forward;

import dev.tutti.foundation.Entropy;
import dev.tutti.media.Listener;
import dev.tutti.media.TrackGate;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.rtp.Bytes;
import java.util.concurrent.ConcurrentHashMap;

/** The door of this package: publishes tracks and subscribes to them; any thread may call it. */
public final class Forwarder {
    private final MediaLoop loop;
    private final Entropy entropy;
    private final ConcurrentHashMap<PeerTransport, PeerStreams> streams = new ConcurrentHashMap<>();

    public Forwarder(MediaLoop loop, Entropy entropy) {
        this.loop = loop;
        this.entropy = entropy;
    }

    /** An SSRC for a subscription's {@code a=ssrc}: 32 random bits and never 0, so that two in a peer connection differ. */
    public long newSsrc() {
        long ssrc = 0;
        while (ssrc == 0) {
            ssrc = Bytes.u32(entropy.bytes(4), 0);
        }
        return ssrc;
    }

    /** Takes audio of this transport as a track; it begins when the media loop has run this. */
    public TrackPublisher publish(PeerTransport transport, PublishSpec spec, TrackGate gate) {
        var peer = streamsOf(transport);
        var track = new IncomingTrack(transport, spec, gate);
        loop.post(() -> peer.add(track));
        return new TrackPublisher(loop, peer, track);
    }

    /** Sends the track to this transport from now on, as far as its gate lets the listener hear it. */
    public TrackSubscription subscribe(
            TrackPublisher publisher, PeerTransport transport, SubscribeSpec spec, Listener listener) {
        var peer = streamsOf(transport);
        byte[] random = entropy.bytes(6);
        // Below the middle, so that the first roll-over is far away (RFC 3711 section 3.3.1).
        var start = new OutgoingTrack.Start(listener, Bytes.u16(random, 0) & 0x7FFF, Bytes.u32(random, 2));
        var track = new OutgoingTrack(publisher.track(), peer, spec, start);
        loop.post(() -> peer.add(track));
        return new TrackSubscription(loop, peer, track);
    }

    private PeerStreams streamsOf(PeerTransport transport) {
        return streams.computeIfAbsent(transport, t -> {
            var peer = new PeerStreams(t, newSsrc(), () -> streams.remove(t));
            t.sink(peer);
            return peer;
        });
    }
}
