package dev.tutti.media.signal;

/**
 * The outgoing half of one signalling WebSocket, implemented by the gateway.
 *
 * <p>Threads: any. Neither call blocks: frames go to a bounded outbox in the order of the calls, and an outbox that
 * overflows closes the connection (which the client resumes).
 */
public interface SignalSink {
    /** Sends one binary frame; the array is not changed afterwards. */
    void send(byte[] frame);

    /** Sends one text frame, only to clients that speak JSON. */
    void sendText(String frame);

    /** Closes the WebSocket after what was sent; {@link SignalConnection#onClosed} follows. */
    void close(int code, String reason);
}
