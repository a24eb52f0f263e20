package dev.tutti.media.signal;

/** The incoming half of one signalling WebSocket; called from one thread at a time, never blocking. */
public interface SignalConnection {
    /** The upgrade is complete: the hub may speak now. */
    void onOpen();

    /** One binary frame arrived: a {@code SignalRequest}. */
    void onBinary(byte[] frame);

    /** One text frame arrived: a {@code SignalRequest} as JSON. */
    void onText(String frame);

    /** The WebSocket is gone, for whatever reason; may be called more than once. */
    void onClosed();
}
