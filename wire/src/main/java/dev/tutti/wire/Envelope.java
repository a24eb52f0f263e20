package dev.tutti.wire;

/**
 * The part of an envelope that its sender chooses; type, flags, length and checksum follow from the message.
 *
 * @param session what it is about; {@link SessionTag#NONE} for the whole cluster
 * @param source who made it: the origin, also when another node passes it on
 * @param seq one more with every message the source makes in this boot, wrapping at 32 bits
 * @param timestampUs when, on the source's monotonic clock
 */
public record Envelope(SessionTag session, NodeTag source, long seq, long timestampUs) {
    /** The least that must be understood: the message itself. */
    public static final int CRITICAL = 0x80;
    /** Flags of this half must be understood; those of the other may be passed over. */
    static final int MUST_UNDERSTAND = 0xF0;

    public static final int MAGIC = 'T';
    /** Major 2, minor 0. */
    public static final int VERSION = 0x20;

    public static final int LENGTH = 40;
    public static final int MAX_PAYLOAD = 262_144;
    /** So long may a sealed datagram be, UDP's payload counted. */
    public static final int MAX_DATAGRAM = 1_200;

    static final int AT_MAGIC = 0;
    static final int AT_VERSION = 1;
    static final int AT_TYPE = 2;
    static final int AT_FLAGS = 3;
    static final int AT_PAYLOAD_LENGTH = 4;
    static final int AT_SESSION = 8;
    static final int AT_SOURCE = 16;
    static final int AT_TIMESTAMP = 24;
    static final int AT_SEQ = 32;
    static final int AT_CRC = 36;

    static int major(int version) {
        return version >>> 4;
    }
}
