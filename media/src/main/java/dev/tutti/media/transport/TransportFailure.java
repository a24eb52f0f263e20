package dev.tutti.media.transport;

/** Why a transport failed. */
public enum TransportFailure {
    /** The certificate that the peer showed is not the one its SDP names. */
    WRONG_FINGERPRINT,
    /** The DTLS handshake was refused by either side or broke the protocol. */
    HANDSHAKE_FAILED,
    /** No DTLS handshake was completed in time. */
    HANDSHAKE_TIMEOUT,
    /** The peer has not proved for 30 s that it still wants our packets (RFC 7675). */
    CONSENT_EXPIRED
}
