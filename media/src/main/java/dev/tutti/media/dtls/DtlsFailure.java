package dev.tutti.media.dtls;

/** Why a DTLS handshake came to nothing. */
public enum DtlsFailure {
    /** The certificate shown is not the one that SDP names. */
    WRONG_FINGERPRINT,
    /** No common protocol, cipher or SRTP profile, or a message that breaks the protocol. */
    REFUSED,
    /** It was not complete within its time. */
    TIMED_OUT
}
