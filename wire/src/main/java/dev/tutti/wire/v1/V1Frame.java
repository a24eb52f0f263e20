package dev.tutti.wire.v1;

/** The framing of v1 and the texts that are commands. */
final class V1Frame {
    static final int LENGTH_BYTES = 4;
    static final int MAX_PAYLOAD = 262_144;

    /** The first byte of a payload that is voice. */
    static final byte AUDIO = 0x01;

    static final String FLOOR = "__PTT_FLOOR__:";
    static final String TAKEN = FLOOR + "TAKEN";
    static final String RELEASED = FLOOR + "RELEASED";
    static final String PING = "ping";
    static final String PONG = "pong";

    private V1Frame() {}

    static V1Message text(String text) {
        return switch (text) {
            case TAKEN -> new V1Message.Taken();
            case RELEASED -> new V1Message.Released();
            case PING -> new V1Message.Ping();
            case PONG -> new V1Message.Pong();
            default -> text.startsWith(FLOOR) ? new V1Message.Unknown(text) : new V1Message.Chat(text);
        };
    }
}
