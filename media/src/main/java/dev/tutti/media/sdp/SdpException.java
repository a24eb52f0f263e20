package dev.tutti.media.sdp;

/** A session description that cannot be used; the message says why. */
public final class SdpException extends Exception {
    private static final long serialVersionUID = 1L;

    SdpException(String message) {
        super(message, null, false, false);
    }
}
