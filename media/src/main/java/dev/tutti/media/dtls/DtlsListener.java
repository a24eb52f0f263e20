package dev.tutti.media.dtls;

import dev.tutti.media.srtp.SrtpKey;
import dev.tutti.media.srtp.SrtpProfile;

/** What a DTLS connection tells its owner; called on the connection's own virtual thread. */
public interface DtlsListener {
    /** Sends a datagram to the peer; the array is the receiver's to keep. */
    void send(byte[] datagram);

    /** The peer is who its SDP says, and these are the keys; before any application data. */
    void established(SrtpProfile profile, SrtpKey sendKey, SrtpKey receiveKey);

    /** Data inside DTLS (SCTP); the array is reused after the call. */
    void data(byte[] bytes, int length);

    /** The handshake came to nothing; the last call. */
    void failed(DtlsFailure reason);

    /** The peer said goodbye, or we did; the last call. */
    void closed();
}
