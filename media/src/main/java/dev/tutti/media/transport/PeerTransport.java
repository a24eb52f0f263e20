package dev.tutti.media.transport;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.ice.IceCandidate;
import dev.tutti.media.ice.IceCredentials;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One peer connection's ICE, DTLS and SRTP; made by {@link MediaLoop#open}, usable from any thread unless it says otherwise. */
public final class PeerTransport {
    private final MediaLoop loop;
    private final PeerState state;
    private volatile IceCredentials localIce;
    private volatile TransportStats stats = TransportStats.NONE;

    PeerTransport(MediaLoop loop, PeerState state, IceCredentials localIce) {
        this.loop = loop;
        this.state = state;
        this.localIce = localIce;
    }

    /** Our ICE credentials at present; they change with {@link #restartIce} and {@link #offerIceRestart}. */
    public IceCredentials localIce() {
        return localIce;
    }

    /** Our host candidates at present, the most preferred first. */
    public List<IceCandidate> candidates() {
        var addresses = loop.addresses();
        return IntStream.range(0, addresses.size())
                .mapToObj(i -> IceCandidate.host(i, addresses.get(i)))
                .toList();
    }

    /** The fingerprint to put into SDP. */
    public DtlsFingerprint fingerprint() {
        return loop.fingerprint();
    }

    /** Takes what the peer's SDP says; DTLS starts once a check has validated an address. A second call is ignored. */
    public void setRemote(RemoteDescription remote) {
        loop.post(() -> state.remote(remote, loop.nowNs()));
    }

    /** Restarts ICE: returns our new credentials at once; DTLS and SRTP go on, the old address too until a new check. */
    public IceCredentials restartIce(IceCredentials remote) {
        var fresh = offerIceRestart();
        answerIce(remote);
        return fresh;
    }

    /** When we are the one who offers: new local credentials now, the peer's arrive later by {@link #answerIce}. */
    public IceCredentials offerIceRestart() {
        var fresh = loop.newCredentials();
        localIce = fresh;
        loop.post(() -> state.restart(fresh));
        return fresh;
    }

    /** The peer's credentials from its answer to {@link #offerIceRestart}. */
    public void answerIce(IceCredentials remote) {
        loop.post(() -> state.remoteIce(remote));
    }

    /** Where decrypted packets go, replaced by each call. */
    public void sink(PacketSink sink) {
        loop.post(() -> state.sink(sink));
    }

    /** The transport as the loop last saw it. */
    public TransportStats stats() {
        return stats;
    }

    void refreshStats(long nowNs) {
        stats = state.stats(nowNs);
    }

    /** Ends DTLS and forgets the peer; packets of it are refused from the moment the loop has run this. */
    public void close() {
        loop.postUnlessStopped(state::close);
    }

    /** Encrypts and sends an RTP packet, and keeps what was sent in the ring if there is one. Media loop only. */
    public boolean sendRtp(byte[] packet, int offset, int length, @Nullable ResendRing ring) {
        return state.sendRtp(packet, offset, length, ring);
    }

    /** Sends a packet of the ring again unless that was done a moment ago. Media loop only. */
    public boolean resend(ResendRing ring, int sequence, long nowNs) {
        return state.resend(ring, sequence, nowNs);
    }

    /** Encrypts and sends a compound RTCP packet. Media loop only. */
    public boolean sendRtcp(byte[] packet, int offset, int length) {
        return state.sendRtcp(packet, offset, length);
    }

    PeerState state() {
        return state;
    }
}
