package dev.tutti.media.transport;

/** Why a datagram was thrown away. */
public enum DropReason {
    /** Its first byte or length belongs to no protocol we speak. */
    NOT_OURS,
    /** It came from an address that no peer's check has validated. */
    UNKNOWN_ADDRESS,
    /** A STUN message that is malformed, has a wrong fingerprint or a wrong integrity. */
    BAD_STUN,
    /** More plain STUN requests than we answer in a second. */
    STUN_RATE,
    /** A DTLS datagram that the connection's bounded queue had no room for, or that came out of turn. */
    DTLS_QUEUE,
    /** Media that came before the DTLS handshake was complete. */
    NO_KEYS,
    /** SRTP or SRTCP that failed authentication. */
    BAD_AUTH,
    /** SRTP or SRTCP that came twice, or too late to tell. */
    REPLAYED,
    /** RTP of a stream that nobody announced, or malformed after decryption. */
    UNKNOWN_STREAM,
    /** The socket would not take it. */
    SEND_FAILED
}
