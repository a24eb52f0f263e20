package dev.tutti.media.forward;

import dev.tutti.foundation.Entropy;
import dev.tutti.media.Listener;
import dev.tutti.media.RemoteGate;
import dev.tutti.media.TrackGate;
import dev.tutti.media.VoiceExit;
import dev.tutti.media.transport.MediaLoop;
import dev.tutti.media.transport.PeerTransport;
import dev.tutti.rtp.Bytes;
import java.util.concurrent.ConcurrentHashMap;

/** The door of this package: publishes tracks and subscribes to them; any thread may call it. */
public final class Forwarder {
    private final MediaLoop loop;
    private final Entropy entropy;
    private final ConcurrentHashMap<PeerTransport, PeerStreams> streams = new ConcurrentHashMap<>();
    private final RemoteVoices remote;

    public Forwarder(MediaLoop loop, Entropy entropy) {
        this.loop = loop;
        this.entropy = entropy;
        remote = new RemoteVoices(loop);
        loop.guest(remote);
    }

    /** Where packets from other nodes come in. */
    public RemoteVoices remote() {
        return remote;
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
        return publish(transport, spec, gate, VoiceExit.NONE);
    }

    /** The same; what the gate lets pass leaves this node, too. */
    public TrackPublisher publish(PeerTransport transport, PublishSpec spec, TrackGate gate, VoiceExit exit) {
        var peer = streamsOf(transport);
        var leaving = exit.equals(VoiceExit.NONE) ? null : new ExitStream(exit, loop.nowNs());
        var track = new IncomingTrack(transport, spec, gate, leaving);
        loop.post(() -> peer.add(track));
        return new TrackPublisher(loop, peer, track);
    }

    /** A track of another node, whose packets carry this tag, until it is closed. */
    public RemotePublisher publishRemote(long voice, RemoteGate gate) {
        var track = new RemoteTrack(gate);
        loop.post(() -> remote.add(voice, track));
        return new RemotePublisher(loop, remote, voice, track);
    }

    /** Sends the track to this transport from now on, as far as its gate lets the listener hear it. */
    public TrackSubscription subscribe(
            TrackSource publisher, PeerTransport transport, SubscribeSpec spec, Listener listener) {
        var peer = streamsOf(transport);
        byte[] random = entropy.bytes(6);
        // Below the middle, so that the first roll-over is far away (RFC 3711 section 3.3.1).
        var start = new OutgoingTrack.Start(listener, Bytes.u16(random, 0) & 0x7FFF, Bytes.u32(random, 2));
        var track = new OutgoingTrack(publisher.source(), peer, spec, start);
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
