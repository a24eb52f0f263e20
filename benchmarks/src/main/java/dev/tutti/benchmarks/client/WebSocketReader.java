package dev.tutti.benchmarks.client;

/** Takes what a WebSocket receives; on the loop thread, so it returns soon. */
public interface WebSocketReader {
    /** A text message; {@code receivedNs} was taken right after the bytes were read. */
    default void text(String message, long receivedNs) {}

    default void binary(byte[] message, long receivedNs) {}

    /** The connection ended, with the peer's close code or 1006 when there was none. Once. */
    default void closed(int code, String reason) {}
}
