package dev.tutti.media.signal;

/** A handshake that is not admitted: the HTTP status to answer, and a text for people. */
public final class SignalRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int httpStatus;

    public SignalRefused(int httpStatus, String message) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The text to answer. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
