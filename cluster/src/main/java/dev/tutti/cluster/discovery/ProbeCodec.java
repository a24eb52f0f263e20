package dev.tutti.cluster.discovery;

import dev.tutti.foundation.NodeId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The UDP probe, a question and its answer, each of one datagram. The question is as long as the longest answer, so that a
 * forged source gains nothing from being answered.
 *
 * <pre>
 * question: "TUT?" version u8 zero u8 nonce u64, zeros up to 256 bytes
 * answer:   "TUT!" version u8 type u8 nonce u64 node 32 leader 32 nodePort u16 httpsPort u16 priority u8
 *           name (length u8, UTF-8) version (length u8, UTF-8)
 * </pre>
 */
public final class ProbeCodec {
    public static final int QUESTION_BYTES = 256;

    private static final int QUESTION = magic("TUT?");
    private static final int ANSWER = magic("TUT!");
    private static final int VERSION = 1;
    private static final int MIN_BYTES = 14;

    private ProbeCodec() {}

    /** An answer to the question of that nonce. */
    public record Answer(long nonce, Announcement announcement) {}

    private static int magic(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** Whether the datagram is one of ours; the buffer stays as it is. */
    public static boolean isProbe(ByteBuffer datagram) {
        if (datagram.remaining() < MIN_BYTES) {
            return false;
        }
        int magic = datagram.getInt(datagram.position());
        return magic == QUESTION || magic == ANSWER;
    }

    public static ByteBuffer question(long nonce) {
        var out = ByteBuffer.allocate(QUESTION_BYTES);
        return out.putInt(QUESTION)
                .put((byte) VERSION)
                .put((byte) 0)
                .putLong(nonce)
                .clear();
    }

    /** The nonce of a question; empty when it is none, or too short. */
    public static Optional<Long> readQuestion(ByteBuffer datagram) {
        boolean fits = datagram.remaining() == QUESTION_BYTES
                && datagram.getInt(datagram.position()) == QUESTION
                && datagram.get(datagram.position() + 4) == VERSION;
        return fits ? Optional.of(datagram.getLong(datagram.position() + 6)) : Optional.empty();
    }

    public static ByteBuffer answer(long nonce, Announcement says) {
        var out = ByteBuffer.allocate(QUESTION_BYTES);
        out.putInt(ANSWER).put((byte) VERSION).put((byte) says.type().code()).putLong(nonce);
        out.put(says.node().bytes()).put(says.leader().bytes());
        out.putShort((short) says.nodePort()).putShort((short) says.httpsPort()).put((byte) says.priority());
        putText(out, says.name());
        putText(out, says.version());
        return out.flip();
    }

    private static void putText(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put((byte) bytes.length).put(bytes);
    }

    /** What a stranger answered; empty when it is no answer. What follows its fields is a newer version's. */
    public static Optional<Answer> readAnswer(ByteBuffer datagram) {
        var in = datagram.duplicate();
        try {
            if (in.remaining() > QUESTION_BYTES || in.getInt() != ANSWER || in.get() != VERSION) {
                return Optional.empty();
            }
            var type = PeerType.of(in.get());
            long nonce = in.getLong();
            if (type.isEmpty()) {
                return Optional.empty();
            }
            var node = id(in);
            var leader = id(in);
            int nodePort = in.getShort() & 0xFFFF;
            int httpsPort = in.getShort() & 0xFFFF;
            int priority = in.get() & 0xFF;
            var name = text(in, Announcement.MAX_NAME_BYTES);
            var version = text(in, Announcement.MAX_VERSION_BYTES);
            return Optional.of(new Answer(
                    nonce, new Announcement(node, name, nodePort, httpsPort, type.get(), priority, leader, version)));
        } catch (BufferUnderflowException | CharacterCodingException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static NodeId id(ByteBuffer in) {
        byte[] bytes = new byte[NodeId.BYTES];
        in.get(bytes);
        return NodeId.of(bytes);
    }

    private static String text(ByteBuffer in, int maxBytes) throws CharacterCodingException {
        int length = in.get() & 0xFF;
        if (length > maxBytes || length > in.remaining()) {
            throw new IllegalArgumentException("too long");
        }
        var bytes = in.slice(in.position(), length);
        in.position(in.position() + length);
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
}
