package dev.tutti.gateway.socket;

/** One WebSocket message, already encoded; the same object goes to everybody who is told the same. */
@SuppressWarnings("ArrayRecordComponent") // shared by identity, never compared
public record OutgoingFrame(byte[] bytes, boolean text) {
    public static OutgoingFrame text(byte[] utf8) {
        return new OutgoingFrame(utf8, true);
    }

    public static OutgoingFrame binary(byte[] bytes) {
        return new OutgoingFrame(bytes, false);
    }
}
