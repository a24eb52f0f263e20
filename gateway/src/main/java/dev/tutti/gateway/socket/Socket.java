package dev.tutti.gateway.socket;

/** The sending side of an open WebSocket; only the outbox's thread calls {@link #send}. */
public interface Socket {
    /**
     * Puts a message on its way.
     *
     * @param more whether the next follows at once, so that both may leave in one write
     * @param done called when it has left or cannot, on any thread
     */
    void send(OutgoingFrame frame, boolean more, Runnable done, Runnable failed);

    /** Says good-bye with a code, after what was sent. */
    void close(int code, String reason);

    /** Cuts the connection at once: the other side does not read. */
    void cut();
}
