package dev.tutti.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** A view of one message in a buffer, wrapped around message after message; it allocates nothing and moves no position. */
public final class EnvelopeView {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(Envelope.LENGTH);

    private final CRC32C crc = new CRC32C();
    private ByteBuffer bytes = NOTHING;
    private int start;
    private int payloadLength;

    /**
     * How many bytes follow a header, from the header alone, so that a stream can be cut into messages; negative when it
     * is not a header of ours or the payload is over the limit: then the stream is broken and must be closed.
     */
    public static int payloadLength(ByteBuffer bytes, int header) {
        return verdict(bytes, header) == Verdict.ACCEPTED ? bytes.getInt(header + Envelope.AT_PAYLOAD_LENGTH) : -1;
    }

    /** Whether a stream can be cut at that header, or the rule that it breaks. */
    public static Verdict verdict(ByteBuffer bytes, int header) {
        if (bytes.get(header + Envelope.AT_MAGIC) != Envelope.MAGIC) {
            return Verdict.BAD_MAGIC;
        }
        if (!isOurMajor(bytes, header)) {
            return Verdict.BAD_VERSION;
        }
        long length = bytes.getInt(header + Envelope.AT_PAYLOAD_LENGTH) & PayloadWriter.MAX_U32;
        return length <= Envelope.MAX_PAYLOAD ? Verdict.ACCEPTED : Verdict.TOO_LONG;
    }

    /** The code of the type that what remains of a buffer says it has, before anything of it is checked; −1 when too short. */
    public static int typeOf(ByteBuffer message) {
        return message.remaining() < Envelope.LENGTH ? -1 : message.get(message.position() + Envelope.AT_TYPE) & 0xFF;
    }

    private static boolean isOurMajor(ByteBuffer bytes, int header) {
        return Envelope.major(bytes.get(header + Envelope.AT_VERSION) & 0xFF) == Envelope.major(Envelope.VERSION);
    }

    /**
     * Takes exactly what remains of a buffer, which must be big-endian, if every rule of the envelope holds. After
     * SKIPPED and UNKNOWN_TYPE the header may be read; after other refusals nothing may.
     */
    public Verdict wrap(ByteBuffer message) {
        Verdict verdict = check(message);
        if (verdict != Verdict.ACCEPTED) {
            return verdict;
        }
        bytes = message;
        start = message.position();
        payloadLength = message.remaining() - Envelope.LENGTH;
        if (source() == 0) {
            return Verdict.NO_SOURCE;
        }
        if (MessageType.of(type()) != null) {
            return Verdict.ACCEPTED;
        }
        return (flags() & Envelope.CRITICAL) != 0 ? Verdict.UNKNOWN_TYPE : Verdict.SKIPPED;
    }

    private Verdict check(ByteBuffer message) {
        int at = message.position();
        int length = message.remaining();
        if (length < Envelope.LENGTH) {
            return Verdict.TOO_SHORT;
        }
        if (message.get(at + Envelope.AT_MAGIC) != Envelope.MAGIC) {
            return Verdict.BAD_MAGIC;
        }
        if (!isOurMajor(message, at)) {
            return Verdict.BAD_VERSION;
        }
        if ((message.get(at + Envelope.AT_FLAGS) & Envelope.MUST_UNDERSTAND & ~Envelope.CRITICAL) != 0) {
            return Verdict.UNKNOWN_FLAG;
        }
        long payload = message.getInt(at + Envelope.AT_PAYLOAD_LENGTH) & PayloadWriter.MAX_U32;
        if (payload > Envelope.MAX_PAYLOAD) {
            return Verdict.TOO_LONG;
        }
        if (payload != length - Envelope.LENGTH) {
            return Verdict.BAD_LENGTH;
        }
        return crc(crc, message, at, length) == message.getInt(at + Envelope.AT_CRC)
                ? Verdict.ACCEPTED
                : Verdict.BAD_CRC;
    }

    /** CRC32C of everything but the checksum itself. */
    static int crc(CRC32C crc, ByteBuffer message, int at, int length) {
        int position = message.position();
        int limit = message.limit();
        crc.reset();
        message.limit(at + Envelope.AT_CRC).position(at);
        crc.update(message);
        message.limit(at + length).position(at + Envelope.LENGTH);
        crc.update(message);
        message.limit(limit).position(position);
        return (int) crc.getValue();
    }

    /** The code of the type, known or not. */
    public int type() {
        return bytes.get(start + Envelope.AT_TYPE) & 0xFF;
    }

    public int version() {
        return bytes.get(start + Envelope.AT_VERSION) & 0xFF;
    }

    public int flags() {
        return bytes.get(start + Envelope.AT_FLAGS) & 0xFF;
    }

    /** The value of a {@link SessionTag}. */
    public long session() {
        return bytes.getLong(start + Envelope.AT_SESSION);
    }

    /** The value of a {@link NodeTag}. */
    public long source() {
        return bytes.getLong(start + Envelope.AT_SOURCE);
    }

    public long timestampUs() {
        return bytes.getLong(start + Envelope.AT_TIMESTAMP);
    }

    public long seq() {
        return bytes.getInt(start + Envelope.AT_SEQ) & PayloadWriter.MAX_U32;
    }

    /** Where the payload begins in {@link #bytes}. */
    int payloadOffset() {
        return start + Envelope.LENGTH;
    }

    public int payloadLength() {
        return payloadLength;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    Envelope envelope() {
        return new Envelope(new SessionTag(session()), new NodeTag(source()), seq(), timestampUs());
    }
}
