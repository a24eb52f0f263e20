package dev.tutti.media.sdp;

/** Which way the media of a section flows, seen by the one who wrote it (RFC 8866 section 6.7). */
public enum SdpDirection {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** The writer sends. */
    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** The writer receives. */
    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }
}
