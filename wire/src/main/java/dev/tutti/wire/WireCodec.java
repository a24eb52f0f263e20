package dev.tutti.wire;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Messages into bytes and back; owned by one thread. */
public final class WireCodec {
    private final CRC32C crc = new CRC32C();
    private final EnvelopeView view = new EnvelopeView();

    /**
     * Writes a message at the buffer's position and moves it behind. The buffer is big-endian and has room, or
     * BufferOverflowException says that it has not; IllegalArgumentException: the message is out of its bounds.
     */
    public void encode(Envelope envelope, Message message, ByteBuffer out) {
        encode(envelope, message, 0, out);
    }

    /** The same with zeros behind the payload until the message has that length: a larger one for a test of the link. */
    public void encode(Envelope envelope, Message message, int minLength, ByteBuffer out) {
        int start = out.position();
        MessageType type = message.type();
        head(envelope, type, out);
        message.write(new PayloadWriter(out));
        while (out.position() - start < minLength) {
            out.put((byte) 0);
        }
        finish(crc, out, start);
    }

    private static void head(Envelope envelope, MessageType type, ByteBuffer out) {
        out.put((byte) Envelope.MAGIC).put((byte) Envelope.VERSION);
        out.put((byte) type.code())
                .put((byte) (type.critical() ? Envelope.CRITICAL : 0))
                .putInt(0);
        out.putLong(envelope.session().value()).putLong(envelope.source().value());
        out.putLong(envelope.timestampUs()).putInt((int) envelope.seq()).putInt(0);
    }

    /** Fills in length and checksum of what was written since {@code start}. */
    static void finish(CRC32C crc, ByteBuffer out, int start) {
        int length = out.position() - start;
        if (length - Envelope.LENGTH > Envelope.MAX_PAYLOAD) {
            throw new IllegalArgumentException("a payload of " + (length - Envelope.LENGTH) + " bytes is too long");
        }
        out.putInt(start + Envelope.AT_PAYLOAD_LENGTH, length - Envelope.LENGTH);
        out.putInt(start + Envelope.AT_CRC, EnvelopeView.crc(crc, out, start, length));
    }

    /** Reads the one message that is what remains of a big-endian buffer; its position stays. */
    public Received decode(ByteBuffer message) {
        Verdict verdict = view.wrap(message);
        return switch (verdict) {
            case ACCEPTED -> payload();
            case SKIPPED -> new Received.Skipped(view.envelope(), view.type());
            case UNKNOWN_TYPE, NO_SOURCE -> new Received.Refused(verdict, view.type(), view.seq());
            default -> new Received.Refused(verdict, 0, 0);
        };
    }

    private Received payload() {
        MessageType type = MessageType.of(view.type());
        if (type == null) {
            throw new IllegalStateException("accepted, and of no type");
        }
        var in = new PayloadReader(view.bytes().slice(view.payloadOffset(), view.payloadLength()));
        Message message = type.read(in);
        // What follows the fields that this version knows is a newer version's.
        return in.verdict() == Verdict.ACCEPTED
                ? new Received.Accepted(view.envelope(), message)
                : new Received.Refused(in.verdict(), view.type(), view.seq());
    }
}
