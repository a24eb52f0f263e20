package dev.tutti.media.sdp;

/** The {@code o=} line: one number for the connection, and one that grows with each description. */
public record SdpOrigin(long sessionId, long version) {
    public SdpOrigin next() {
        return new SdpOrigin(sessionId, version + 1);
    }
}
