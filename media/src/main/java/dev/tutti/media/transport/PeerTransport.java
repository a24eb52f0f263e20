package dev.tutti.media.transport;

import dev.tutti.media.dtls.DtlsFingerprint;
import dev.tutti.media.ice.IceCandidate;
import dev.tutti.media.ice.IceCredentials;
import java.util.List;

/** One peer connection's ICE, DTLS and SRTP; made by {@link MediaLoop#open}, usable from any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class PeerTransport {
    PeerTransport() {}

    /** Our ICE credentials at present; they change with {@link #restartIce}. */
    public IceCredentials localIce() {
        throw new UnsupportedOperationException();
    }

    /** Our host candidates at present, the most preferred first. */
    public List<IceCandidate> candidates() {
        throw new UnsupportedOperationException();
    }

    /** The fingerprint to put into SDP. */
    public DtlsFingerprint fingerprint() {
        throw new UnsupportedOperationException();
    }

    /** Takes what the peer's SDP says; DTLS starts once a check has validated an address. A second call is ignored. */
    public void setRemote(RemoteDescription remote) {
        throw new UnsupportedOperationException();
    }

    /** Restarts ICE: returns our new credentials at once; DTLS and SRTP go on, the old address too until a new check. */
    public IceCredentials restartIce(IceCredentials remote) {
        throw new UnsupportedOperationException();
    }

    /** When we are the one who offers: new local credentials now, the peer's arrive later by {@link #answerIce}. */
    public IceCredentials offerIceRestart() {
        throw new UnsupportedOperationException();
    }

    /** The peer's credentials from its answer to {@link #offerIceRestart}. */
    public void answerIce(IceCredentials remote) {
        throw new UnsupportedOperationException();
    }

    /** Where decrypted packets go, replaced by each call. */
    public void sink(PacketSink sink) {
        throw new UnsupportedOperationException();
    }

    /** The transport as the loop last saw it. */
    public TransportStats stats() {
        throw new UnsupportedOperationException();
    }

    /** Ends DTLS and forgets the peer; packets of it are refused from the moment the loop has run this. */
    public void close() {
        throw new UnsupportedOperationException();
    }
}
